import type { Call } from '../../service.ts';
import { createTags } from '../../tags.ts';

/** Tags of every AgentCore resource. */
export const tags = createTags();

/** AgentCore's ids are the name and ten characters of chance. */
export function idFor(call: Call, name: string): string {
  return `${name}-${call.world.ids.lower(10)}`;
}
