import type { Finding } from './finding.ts';
import type { Status } from './verdict.ts';

/** When a rule began to fail, and why it did so then. */
export interface Opening {
  /**
   * `change`: an event changed the resource, which the same rules had found in order, or made it. `first-verdict`:
   * anything else, such as a rule that is new here, other parameters, or a sweep that found what no event had told.
   */
  readonly by: 'change' | 'first-verdict';
  readonly generation: number;
}

const HOUR_MS = 3_600_000;

/** Seen for the first time, and so young that the event may well be of its creation. */
export const isYoung = ({ createdAt }: { readonly createdAt: string | null }, now: string): boolean =>
  createdAt !== null && Date.parse(now) - Date.parse(createdAt) < HOUR_MS;

/** In which a verdict was reached. */
export interface Circumstances {
  readonly generation: number;
  /** An event changed the resource, and rules and parameters are those of before; or the event may be of its creation. */
  readonly isChange: boolean;
  /** It was known before, and is no namesake. */
  readonly isSame: boolean;
}

interface Known {
  readonly revision: number;
  readonly status: Status;
  readonly opened?: Opening;
}

const IN_ORDER: ReadonlySet<Status> = new Set(['COMPLIANT', 'NOT_APPLICABLE']);

/** Why a rule's verdict is that it fails; undefined if it is another one. `known` is what the rule said before. */
export function openingOf(
  { rule, verdict: { status } }: Finding,
  known: Known | undefined,
  { generation, isChange, isSame }: Circumstances,
): Opening | undefined {
  const before = isSame ? known : undefined;
  if (status === 'INSUFFICIENT_DATA') return before?.opened;
  if (status !== 'NON_COMPLIANT') return undefined;
  const wasInOrder = before
    ? before.revision === rule.revision && IN_ORDER.has(before.status)
    : // A rule that is new says what it would have said before.
      !isSame;
  return before?.opened ?? { by: isChange && wasInOrder ? 'change' : 'first-verdict', generation };
}
