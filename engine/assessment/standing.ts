import type { RecordedVerdict } from '../evidence/record.ts';
import type { Severity } from '../rule.ts';
import type { Observation, Status } from '../verdict.ts';
import type { AppliedWaiver } from '../waiver.ts';
import type { EvidencePointer, Period } from './assessment.ts';
import { dayAfter, type History } from './history.ts';
import type { Exposure } from './risk.ts';

/** What is known of one rule on one resource, after so many of its records. All times are ISO 8601. */
export interface Standing {
  readonly rule: string;
  readonly severity: Severity;
  /** Told, never counted. */
  readonly isAdvisory: boolean;
  /** Because the rule was in shadow. */
  readonly isShadow?: true;
  readonly status: Status;
  readonly since: string;
  readonly firstEvaluated: string;
  readonly lastEvaluated: string;
  /** Since when nobody has seen it right; null while it does not fail. */
  readonly failingSince: string | null;
  readonly observations: readonly Observation[];
  readonly because: string | null;
  readonly waiver: AppliedWaiver | null;
  /** Milliseconds of the period that it was NON_COMPLIANT, up to `countedUntil`. */
  readonly failingMs: number;
  readonly countedUntil: string;
  /** Newest first. */
  readonly evidence: readonly EvidencePointer[];
}

/** One look at it. */
export interface Sighting {
  readonly at: string;
  readonly verdict: Pick<RecordedVerdict, 'status' | 'observations' | 'because'>;
  readonly waiver: AppliedWaiver | null;
  readonly pointer: EvidencePointer | null;
}

const MAX_EVIDENCE = 10;

/** The standing after a look; `before` is null for the first. */
export function seen(
  rule: Pick<Standing, 'rule' | 'severity' | 'isAdvisory' | 'isShadow'>,
  before: Standing | null,
  { sighting, period }: { readonly sighting: Sighting; readonly period: Period },
): Standing {
  const { at, verdict, waiver, pointer } = sighting;
  const { status } = verdict;
  const known = before === null ? null : counted(before, at, period);
  return {
    ...rule,
    status,
    since: known?.status === status ? known.since : at,
    firstEvaluated: known?.firstEvaluated ?? at,
    lastEvaluated: at,
    failingSince: failingSince(status, known, at),
    observations: verdict.observations ?? [],
    because: verdict.because ?? null,
    waiver: status === 'NON_COMPLIANT' ? waiver : null,
    failingMs: known?.failingMs ?? 0,
    countedUntil: at,
    evidence: pointer
      ? [pointer, ...(known?.evidence ?? [])].slice(0, MAX_EVIDENCE)
      : (known?.evidence ?? []),
  };
}

/** A failure ends when it is seen right, not when it can no longer be seen. */
function failingSince(status: Status, known: Standing | null, at: string): string | null {
  if (status === 'NON_COMPLIANT') return known?.failingSince ?? at;
  return status === 'INSUFFICIENT_DATA' ? (known?.failingSince ?? null) : null;
}

/** The same, its time as NON_COMPLIANT added up to an instant. */
export function counted(standing: Standing, until: string, { from, to }: Period): Standing {
  const begin = Math.max(Date.parse(standing.countedUntil), Date.parse(from));
  const end = Math.min(Date.parse(until), Date.parse(to));
  const more = standing.status === 'NON_COMPLIANT' ? Math.max(0, end - begin) : 0;
  return { ...standing, failingMs: standing.failingMs + more, countedUntil: until };
}

/** Whether its waiver holds on a day; it may have ended without anybody having looked again. */
const isWaivedOn = ({ waiver }: Standing, day: string): boolean => waiver !== null && day <= waiver.expires;

export const exposureOn = (standing: Standing, day: string): Exposure => ({
  status: standing.status,
  severity: standing.severity,
  isAdvisory: standing.isAdvisory,
  isWaived: isWaivedOn(standing, day),
  hasFailed: standing.failingSince !== null,
});

/** Counts a standing from the day that it was last looked at. */
export const enter = (history: History, standing: Standing): void => {
  const day = standing.countedUntil.slice(0, 10);
  history.enter(day, exposureOn(standing, day));
};

/** Takes it out again on a later day; where its waiver ended in between, it counted as a failure from then on. */
export function leave(history: History, standing: Standing, at: string): void {
  const day = at.slice(0, 10);
  settleWaiver(history, standing, day);
  history.leave(day, exposureOn(standing, day));
}

/** On the day after its last, a waived failure becomes one that counts. */
export function settleWaiver(history: History, standing: Standing, day: string): void {
  const last = standing.waiver?.expires;
  const entered = standing.countedUntil.slice(0, 10);
  if (last === undefined || entered > last || day <= last) return;
  const next = dayAfter(last);
  history.leave(next, exposureOn(standing, last));
  history.enter(next, exposureOn(standing, next));
}
