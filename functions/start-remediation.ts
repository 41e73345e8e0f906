import { workflow } from '../adapters/aws/workflow.ts';
import { startRemediation as start } from './_remediation/start.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { home as homeAws } from './_runtime/world.ts';

const env = parseEnv('ACCOUNT_ID', 'REMEDIATION_WORKFLOW');
const home = homeAws();
const ports = {
  workflow: workflow(home, env.REMEDIATION_WORKFLOW),
  account: env.ACCOUNT_ID,
  region: home.region,
};

/** A verdict that became NON_COMPLIANT, or an analyst's click in Security Hub → an execution, which looks for itself. */
export const startRemediation = async (event: unknown): Promise<void> => start(event, ports);

export const handler = eventHandler(startRemediation);
