import type { Aws } from '../../adapters/aws/aws.ts';
import { lookUp, make } from '../../adapters/aws/operations.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import type { ApiCall, Plan } from '../../engine/remediation/plan.ts';
import { beginning, type Progress, turned, waitSeconds } from '../../engine/remediation/progress.ts';
import { type Advance, advance } from '../../functions/_remediation/advance.ts';

/** What carrying out needs of a person's machine. */
export interface Ports {
  readonly aws: Aws;
  readonly region: string;
  /** Writes down how far it has come, before each call. */
  readonly save: (progress: Progress) => void;
  readonly wait: (seconds: number) => Promise<void>;
}

/** How it ended: as it should be, or as it was before, and why. */
export type Ended =
  | { readonly end: 'done' | 'undone' | 'gone' }
  | { readonly end: 'taken-back' | 'stuck'; readonly because: string };

type Steps = Pick<Plan, 'steps'>;

/** Does all of it, or takes back what was done of it. @throws what the SDK throws where nothing more can be asked */
export async function contain(plan: Steps, ports: Ports): Promise<Ended> {
  const doing = await toItsEnd(plan, beginning, ports);
  if (doing.state !== 'stuck') return { end: 'done' };
  const undoing = await toItsEnd(plan, turned(plan, doing.progress), ports);
  return undoing.state === 'stuck'
    ? { end: 'stuck', because: `${doing.because}; and taking it back: ${undoing.because}` }
    : { end: 'taken-back', because: doing.because };
}

/** Takes back what was done, from wherever it stands. */
export async function release(plan: Steps, from: Progress, ports: Ports): Promise<Ended> {
  const progress = from.direction === 'undoing' ? { ...from, looks: 0, isMade: false } : turned(plan, from);
  const undoing = await toItsEnd(plan, progress, ports);
  if (undoing.state === 'stuck') return { end: 'stuck', because: undoing.because };
  return { end: undoing.state === 'gone' ? 'gone' : 'undone' };
}

async function toItsEnd(plan: Steps, from: Progress, { aws, region, save, wait }: Ports): Promise<Advance> {
  let progress = from;
  const keep = (next: Progress) => {
    progress = next;
    save(next);
  };
  const ports = {
    send: (call: ApiCall) => make(call, { aws, region }),
    ask: (call: ApiCall) => lookUp(call, { aws, region }),
    save: async (next: Progress) => keep(next),
  };
  keep(from);
  for (;;) {
    // From what was written down last: a try that failed may have made its call.
    const result = await patiently(() => advance(plan, progress, ports), wait);
    keep(result.progress);
    if (result.state !== 'moving') return result;
    await wait(waitSeconds(progress));
  }
}

const TRIES = 5;
const TRY_AGAIN_SECONDS = 5;

/** What may succeed a little later is tried again, so often and no more. */
async function patiently(work: () => Promise<Advance>, wait: Ports['wait']): Promise<Advance> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const refusal = refusalOf(error, 'a call');
      const mayLater = refusal?.outcome === 'failed' && refusal.retryable;
      if (!mayLater || tries === TRIES) throw error;
      await wait(TRY_AGAIN_SECONDS);
    }
  }
}
