import type { Severity } from '../rule.ts';
import type { Status } from '../verdict.ts';
import type { HistoryPoint } from './assessment.ts';
import { type Exposure, RISK_REASONS, type RiskReason, riskReason, riskScore, SEVERITIES } from './risk.ts';

/** Daily counts, kept as what changed on each day: memory grows with days, whatever happens on them. */
export interface History {
  /** A finding stands so from this day on, YYYY-MM-DD. */
  enter(day: string, exposure: Exposure): void;
  leave(day: string, exposure: Exposure): void;
  /** One point a day, at its end, the last at `asOf`; what came before `from` is summed up in the first. */
  points(from: string, asOf: string): readonly HistoryPoint[];
}

const STATUSES: readonly Status[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'];
const WIDTH = STATUSES.length + RISK_REASONS.length * SEVERITIES.length;
const DAY_MS = 86_400_000;

const place = (reason: RiskReason, severity: Severity): number =>
  STATUSES.length + RISK_REASONS.indexOf(reason) * SEVERITIES.length + SEVERITIES.indexOf(severity);

export function createHistory(): History {
  const changes = new Map<string, number[]>();
  const add = (day: string, exposure: Exposure, by: 1 | -1): void => {
    const change = changes.get(day) ?? new Array<number>(WIDTH).fill(0);
    changes.set(day, change);
    const reason = riskReason(exposure);
    const places = [STATUSES.indexOf(exposure.status)];
    if (reason !== undefined) places.push(place(reason, exposure.severity));
    for (const index of places) change[index] = (change[index] ?? 0) + by;
  };
  return {
    enter: (day, exposure) => add(day, exposure, 1),
    leave: (day, exposure) => add(day, exposure, -1),
    points: (from, asOf) => pointsOf(changes, from, asOf),
  };
}

function pointsOf(changes: ReadonlyMap<string, readonly number[]>, from: string, asOf: string) {
  const [firstDay, lastDay] = [from.slice(0, 10), asOf.slice(0, 10)];
  const sums: number[] = [];
  const addDay = (day: string) => {
    for (const [index, by] of (changes.get(day) ?? []).entries()) sums[index] = (sums[index] ?? 0) + by;
  };
  for (const day of changes.keys()) if (day < firstDay) addDay(day);
  const points: HistoryPoint[] = [];
  for (let day = firstDay; day <= lastDay; day = dayAfter(day)) {
    addDay(day);
    points.push(pointOf(sums, day === lastDay ? asOf : `${dayAfter(day)}T00:00:00.000Z`));
  }
  return points;
}

function pointOf(sums: readonly number[], at: string): HistoryPoint {
  const of = (reason: RiskReason) => bySeverity((severity) => sums[place(reason, severity)] ?? 0);
  const counts = { failing: of('failing'), waived: of('waived'), lost: of('lost'), unknown: of('unknown') };
  const status = (name: Status) => sums[STATUSES.indexOf(name)] ?? 0;
  return {
    at,
    counts: {
      COMPLIANT: status('COMPLIANT'),
      NON_COMPLIANT: status('NON_COMPLIANT'),
      NOT_APPLICABLE: status('NOT_APPLICABLE'),
      INSUFFICIENT_DATA: status('INSUFFICIENT_DATA'),
    },
    failures: counts.failing,
    waived: Object.values(counts.waived).reduce((sum, count) => sum + count, 0),
    risk: riskScore(counts).score,
  };
}

const bySeverity = (count: (severity: Severity) => number): Record<Severity, number> => ({
  CRITICAL: count('CRITICAL'),
  HIGH: count('HIGH'),
  MEDIUM: count('MEDIUM'),
  LOW: count('LOW'),
});

/** YYYY-MM-DD. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS).toISOString().slice(0, 10);
