import { RefusedCallError } from '../../adapters/aws/operations.ts';
import { resolved, type Settlement, settlementOf } from '../../engine/remediation/condition.ts';
import type { ApiCall, Condition, Plan } from '../../engine/remediation/plan.ts';
import { atHand, isAtEnd, MOST_LOOKS, type Progress, stepped } from '../../engine/remediation/progress.ts';
import type { JsonObject } from '../../resources/resource.ts';

/** What carrying out a plan needs of the world. */
export interface AdvancePorts {
  /** Makes a changing call. @throws RefusedCallError if AWS refuses it */
  send(call: ApiCall): Promise<JsonObject>;
  /** Makes a reading call; an empty object for what is not there. */
  ask(call: ApiCall): Promise<JsonObject>;
  /** Writes down how far it has come, before anything is done. @throws if another run has written since */
  save(progress: Progress): Promise<void>;
}

/**
 * `moving`: wait, and come again. `stuck`: it will not come about; doing is turned into undoing, undoing needs a person.
 * `gone`: there is nothing left to undo it on.
 */
export type Advance =
  | { readonly state: 'moving' | 'done' | 'gone'; readonly progress: Progress }
  | { readonly state: 'stuck'; readonly progress: Progress; readonly because: string };

/**
 * Carries a plan on as far as it goes without waiting: makes a call only when it is written down that it may have been
 * made, and asks first where it may have been. Doing and undoing alike; a call that is refused while undoing is tried
 * again, since what is in motion refuses to turn.
 */
export async function advance(
  plan: Pick<Plan, 'steps'>,
  from: Progress,
  ports: AdvancePorts,
): Promise<Advance> {
  let progress = from;
  for (;;) {
    const hand = isAtEnd(plan, progress) ? undefined : atHand(plan, progress);
    if (!hand) return { state: 'done', progress };
    const outcome = await oneLook({ hand, progress }, ports);
    progress = outcome.progress;
    if (outcome.settlement === 'met') {
      progress = stepped(plan, progress);
      await ports.save(progress);
      continue;
    }
    const { because, isGone } = outcome;
    if (isGone && progress.looks >= GONE_LOOKS) return { state: 'gone', progress };
    if (because !== undefined || progress.looks >= MOST_LOOKS) {
      return { state: 'stuck', progress, because: because ?? `it is not so after ${MOST_LOOKS} looks` };
    }
    return { state: 'moving', progress };
  }
}

interface Look {
  readonly hand: { readonly call: ApiCall; readonly until: Condition };
  readonly progress: Progress;
}

interface Outcome {
  readonly settlement: Settlement;
  readonly progress: Progress;
  /** Why it will never come about. */
  readonly because?: string;
  /** While undoing: AWS says that nothing of the kind is there. */
  readonly isGone?: boolean;
}

/** Believed at the third time: what has just been made is not found everywhere at once. */
const GONE_LOOKS = 3;

async function oneLook({ hand, progress }: Look, ports: AdvancePorts): Promise<Outcome> {
  const isUndoing = progress.direction === 'undoing';
  const looked = { ...progress, looks: progress.looks + 1 };
  // A step that may have been made, and any undoing, asks before it acts.
  if (progress.isBegun || isUndoing) {
    const settlement = await settlementNow(hand, looked, ports);
    if (settlement === 'met') return { settlement, progress: looked };
    if (!isUndoing && settlement === 'never') return never(hand, looked);
    // An undoing that failed may be tried again; nothing else is asked for twice.
    if (progress.isMade && settlement !== 'never') {
      await ports.save(looked);
      return { settlement, progress: looked };
    }
  }
  return act({ hand, progress: looked }, ports);
}

async function act({ hand, progress }: Look, ports: AdvancePorts): Promise<Outcome> {
  const begun = { ...progress, isBegun: true };
  await ports.save(begun);
  try {
    const result = await ports.send(resolved(hand.call, progress.results));
    const results = [...begun.results];
    if (progress.direction === 'doing') results[progress.step] = result;
    const made = { ...begun, isMade: true, results };
    await ports.save(made);
    const settlement = await settlementNow(hand, made, ports);
    return settlement === 'never' && progress.direction === 'doing'
      ? never(hand, made)
      : { settlement, progress: made };
  } catch (error) {
    if (!(error instanceof RefusedCallError)) throw error;
    const isFinal = progress.direction === 'doing';
    return {
      settlement: 'not-yet',
      progress: begun,
      ...(isFinal ? { because: error.message } : { isGone: error.isGone }),
    };
  }
}

const settlementNow = async (
  { until }: Look['hand'],
  { results }: Progress,
  { ask }: AdvancePorts,
): Promise<Settlement> => settlementOf(until, await ask(resolved(until.call, results)));

const never = ({ call }: Look['hand'], progress: Progress): Outcome => ({
  settlement: 'never',
  progress,
  because: `${call.service}:${call.operation} was made, and what it should bring about failed`,
});
