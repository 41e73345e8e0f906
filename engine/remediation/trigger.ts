import { sha256 } from '../canonical.ts';

/** What asks for a remediation. A pointer only: what it says of the finding is believed of posture alone. */
export interface Trigger {
  readonly schema: 'assay.remediation-trigger/1';
  /** `verdict`: posture's stream said that a rule began to fail. Others: a person wants it. */
  readonly kind: 'verdict' | 'hub-action' | 'request';
  /** Security Hub's id of the finding. */
  readonly finding: string;
  readonly rule: string;
  /** Key of the resource's posture. */
  readonly key: string;
  /** Generation that opened the finding, as the trigger believes; null: whichever did. */
  readonly generation: number | null;
  /** ARN of whoever wants it; null where nobody does, or Security Hub does not tell. */
  readonly requester: string | null;
  /** Why they want it. */
  readonly reason?: string;
  /** Of the event or request: the same one twice is one execution. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Bounds of what a state machine's execution may be called: 80 characters. */
const HASH = 48;
const ID = 12;

/** One execution for one opening of one finding, and one for each time that a person asks. */
export function executionName({ kind, finding, generation, id }: Trigger): string {
  const hash = finding.replace(/^assay\//, '').slice(0, HASH);
  const opening = `${hash}-${generation ?? 'now'}`;
  return kind === 'verdict' ? opening : `${opening}-${sha256(id).slice(0, ID)}`;
}

/** The id of an execution's plan: its name, and for those that took the place of its first, which one it is, from 2. */
export const planName = (execution: string, round: number): string =>
  round < 2 ? execution : `${execution}-r${round}`;
