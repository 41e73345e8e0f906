import { killSwitch } from '../../adapters/aws/kill-switch.ts';
import { evidenceQueue } from '../../adapters/aws/queue.ts';
import { remediationStore } from '../../adapters/aws/remediations.ts';
import { remediations } from '../../remediations/index.ts';
import type { Env } from '../_runtime/env.ts';
import { EVALUATION, evaluationPorts } from '../_runtime/ports.ts';
import { deployedSettings } from '../_runtime/settings.ts';
import { home as homeAws } from '../_runtime/world.ts';
import type { PlanPorts } from './ports.ts';

/** The variables that planning needs. */
export const PLANNING = [...EVALUATION, 'REMEDIATION_TABLE', 'KILL_SWITCH'] as const;

/** What planning needs, from the environment of a function. */
export function planPorts(env: Env<(typeof PLANNING)[number]>): PlanPorts {
  const home = homeAws();
  return {
    ...evaluationPorts(env),
    store: remediationStore(home, env.REMEDIATION_TABLE),
    remediations,
    settings: deployedSettings().settings.remediation ?? {},
    killSwitch: killSwitch(home, env.KILL_SWITCH),
  };
}

/** The variables that writing down what became of a remediation needs. */
export const NOTING = ['ACCOUNT_ID', 'EVIDENCE_QUEUE_URL', 'REMEDIATION_TABLE'] as const;

export function notePorts(env: Env<(typeof NOTING)[number]>) {
  const home = homeAws();
  return {
    home,
    account: env.ACCOUNT_ID,
    sendEvidence: evidenceQueue(home, env.EVIDENCE_QUEUE_URL),
    store: remediationStore(home, env.REMEDIATION_TABLE),
  };
}
