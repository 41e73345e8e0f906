import { bedrockKeys } from './bedrock-keys.ts';
import type { Containment } from './containment.ts';
import { endpoint } from './endpoint.ts';
import { role } from './role.ts';

export type { Containment } from './containment.ts';

/** Every way to contain. */
export const containments: readonly Containment[] = [bedrockKeys, role, endpoint];
