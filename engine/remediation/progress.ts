import type { JsonObject } from '../../resources/resource.ts';
import type { ApiCall, Condition, Plan } from './plan.ts';

/** How far a plan has been carried out, or taken back. Written down before each call, so that no run guesses. */
export interface Progress {
  readonly direction: 'doing' | 'undoing';
  /** Index of the step that is next, or under way. */
  readonly step: number;
  /** Its call may have been made: whoever comes next asks its condition first. */
  readonly isBegun: boolean;
  /** AWS has taken its call: not to be made again while what it brings about is on its way. */
  readonly isMade: boolean;
  /** Answers by step; null where none came back. */
  readonly results: readonly (JsonObject | null)[];
  /** How often this step has been looked at; bounds the waiting. */
  readonly looks: number;
}

const fresh = { isBegun: false, isMade: false, looks: 0 };

export const beginning: Progress = { direction: 'doing', step: 0, ...fresh, results: [] };

/** The call and condition at hand; undefined when all is done, or undone. */
export function atHand(
  { steps }: Pick<Plan, 'steps'>,
  { direction, step }: Progress,
): { readonly call: ApiCall; readonly until: Condition } | undefined {
  const at = steps[step];
  return direction === 'doing' ? at : (at?.undo ?? undefined);
}

/** On to the next step; what has nothing to undo is passed over. */
export function stepped({ steps }: Pick<Plan, 'steps'>, progress: Progress): Progress {
  if (progress.direction === 'doing') return { ...progress, ...fresh, step: progress.step + 1 };
  let step = progress.step - 1;
  while (steps[step]?.undo === null) step -= 1;
  return { ...progress, ...fresh, step };
}

/** Turns round: the step under way, and all before it, are to be undone. */
export function turned(plan: Pick<Plan, 'steps'>, { step, isBegun, results }: Progress): Progress {
  const last = isBegun ? step : step - 1;
  const from: Progress = { direction: 'undoing', step: last + 1, ...fresh, results };
  return stepped(plan, from);
}

export const isAtEnd = ({ steps }: Pick<Plan, 'steps'>, { direction, step }: Progress): boolean =>
  direction === 'doing' ? step >= steps.length : step < 0;

/** An hour in all: longer than any notebook or endpoint takes. */
export const MOST_LOOKS = 75;
const QUICK_LOOKS = 20;

/** Until the next look: soon at first, so that what takes minutes is not waited for longer than that. */
export const waitSeconds = ({ looks }: Progress): number => (looks < QUICK_LOOKS ? 15 : 60);
