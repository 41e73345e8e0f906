import { remediationStore } from '../adapters/aws/remediations.ts';
import { type Applying, applyRemediation as apply } from './_remediation/apply.ts';
import { accountsFor } from './_runtime/accounts.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { home as homeAws } from './_runtime/world.ts';

const env = parseEnv('ACCOUNT_ID', 'REMEDIATION_TABLE', 'MEMBER_REMEDIATE_ROLE', 'MEMBER_EXTERNAL_ID');
const home = homeAws();
const ports = { store: remediationStore(home, env.REMEDIATION_TABLE), awsOf: accountsFor(home, env) };

/** Carries out a plan, or takes it back: the only function that may change what it did not make. */
export const applyRemediation = async (event: Applying) => apply(event, ports);

export const handler = eventHandler(applyRemediation);
