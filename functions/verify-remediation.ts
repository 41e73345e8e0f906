import { PLANNING, planPorts } from './_remediation/deployed.ts';
import { type Verifying, verifyRemediation as verify } from './_remediation/verify.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';

const ports = planPorts(parseEnv(...PLANNING));

/** Judges again what was changed: that it is right now, and that nothing else became wrong. */
export const verifyRemediation = async (event: Verifying) => verify(event, ports);

export const handler = eventHandler(verifyRemediation);
