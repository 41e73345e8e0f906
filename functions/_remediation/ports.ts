import type { RemediationStore } from '../../adapters/aws/remediations.ts';
import type { Message } from '../../adapters/aws/topic.ts';
import type { Workflow } from '../../adapters/aws/workflow.ts';
import type { KillSwitch } from '../../engine/remediation/brakes.ts';
import type { RemediationSettings } from '../../engine/remediation/mode.ts';
import type { Remediation } from '../../remediations/remediation.ts';
import type { Ports } from '../_evaluation/ports.ts';

/** Whatever writes down what becomes of a remediation. */
export type NotePorts = Pick<Ports, 'home' | 'account' | 'sendEvidence'>;

/** What reading, judging and deciding need. */
export interface ConsiderPorts extends Ports {
  readonly settings: RemediationSettings;
  readonly killSwitch: () => Promise<KillSwitch>;
}

/** The same, with what is remembered. */
export interface PlanPorts extends ConsiderPorts {
  readonly store: RemediationStore;
  readonly remediations: readonly Remediation[];
}

/** What asking and telling people needs. */
export interface AskPorts extends NotePorts {
  readonly store: RemediationStore;
  readonly tell: (message: Message) => Promise<void>;
  readonly settings: RemediationSettings;
}

export interface DeskPorts extends NotePorts {
  readonly store: RemediationStore;
  readonly workflow: Workflow;
  readonly posture: Pick<Ports['posture'], 'recall'>;
}

export interface RecordPorts extends NotePorts {
  readonly store: RemediationStore;
}
