import type { Aws } from '../../adapters/aws/aws.ts';
import { lookUp, make } from '../../adapters/aws/operations.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import type { RemediationStore } from '../../adapters/aws/remediations.ts';
import { type Progress, turned, waitSeconds } from '../../engine/remediation/progress.ts';
import { TransientError } from '../_runtime/errors.ts';
import { type AdvancePorts, advance } from './advance.ts';

/** What carrying out needs of the world; nobody else may change anything. */
export interface ApplyPorts {
  readonly store: RemediationStore;
  /** With credentials that may change resources of an account. */
  readonly awsOf: (account: string | null) => Aws | undefined;
}

export interface Applying {
  readonly id: string;
  readonly direction: 'doing' | 'undoing';
  /** Nobody is left who would go on if it is stuck: then it fails, to be redriven by a person. */
  readonly isLast?: boolean;
}

export interface Applied {
  readonly id: string;
  readonly outcome: 'moving' | 'done' | 'stuck' | 'gone';
  readonly because: string;
  readonly waitSeconds: number;
}

/** Undoing does not come to its end. The state machine stands at this task, and goes on from it when redriven. */
class UndoStuckError extends Error {
  override readonly name = 'UndoStuckError';
}

/** Carries a plan on, or takes it back, as far as it goes without waiting. */
export async function applyRemediation(applying: Applying, ports: ApplyPorts): Promise<Applied> {
  const { id, direction, isLast = false } = applying;
  const { store } = ports;
  const stored = await store.plan(id);
  if (!stored || !UNDER_WAY.has(stored.state)) throw new Error(`plan ${id} is not to be carried out`);
  const { plan } = stored;
  const aws = ports.awsOf(plan.resource.account);
  if (!aws) throw new Error(`account ${plan.resource.account} is none of ours`);
  const state = await store.progress(id);
  let { version } = state;
  const save = async (progress: Progress): Promise<void> => {
    if (!(await store.saveProgress(id, progress, version)))
      throw new TransientError(`another run carries ${id} on`);
    version += 1;
  };
  let from = state.progress;
  if (direction === 'undoing' && from.direction === 'doing') {
    from = turned(plan, from);
    await save(from);
    await store.move(id, ['applying'], 'undoing');
  }
  if (direction === 'doing' && from.direction === 'undoing')
    return { id, outcome: 'stuck', because: 'it is being undone', waitSeconds: 0 };
  const result = await patiently(() => advance(plan, from, portsOf(aws, plan.resource.region, save)));
  if (result.state === 'stuck' && isLast) {
    // Whoever redrives it begins anew with the step at hand.
    await save({ ...result.progress, looks: 0, isMade: false });
    throw new UndoStuckError(result.because);
  }
  const because = 'because' in result ? result.because : '';
  return { id, outcome: result.state, because, waitSeconds: waitSeconds(result.progress) };
}

const UNDER_WAY: ReadonlySet<string> = new Set(['applying', 'undoing', 'stuck']);

const portsOf = (aws: Aws, region: string | null, save: AdvancePorts['save']): AdvancePorts => ({
  send: (call) => make(call, { aws, region }),
  ask: (call) => lookUp(call, { aws, region }),
  save,
});

/** What may succeed later is said to be so: the state machine tries it again, so often and no more. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error, 'a call of the plan');
    if (refusal?.outcome === 'failed' && refusal.retryable)
      throw new TransientError(refusal.because, { cause: error });
    throw error;
  }
}
