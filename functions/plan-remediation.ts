import { PLANNING, planPorts } from './_remediation/deployed.ts';
import { type Planning, planRemediation as plan } from './_remediation/plan.ts';
import { takeRemediation } from './_remediation/take.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';

const ports = planPorts(parseEnv(...PLANNING));

/** Makes a plan; or, for one that is to begin, looks whether it still holds. Reads, and changes nothing. */
export const planRemediation = async (event: Planning | { readonly take: string }) =>
  'take' in event ? takeRemediation({ id: event.take }, ports) : plan(event, ports);

export const handler = eventHandler(planRemediation);
