import type { ReportState } from '../../adapters/aws/config/report-states.ts';
import { sha256 } from '../../engine/canonical.ts';
import { changedAt } from '../../engine/config-evaluation.ts';
import type { Posture } from '../../engine/posture.ts';

/** What one report has to tell, and what the next one has to know of it. */
export interface News {
  readonly isFull: boolean;
  /** ISO 8601: from where postures are to be looked through; undefined: all of them. */
  readonly since: string | undefined;
  /** ISO 8601: of the full report before. */
  readonly fullBefore: string | undefined;
  has(posture: Posture, ruleIds: readonly string[]): boolean;
  /** What to remember once all that it has is told. */
  state(): ReportState;
}

/** A daily schedule may come a little early. */
const FULL_MS = 23 * 3_600_000;
/** So long may a posture take from its time to where the index shows it. */
const OVERLAP_MS = 120_000;
/** More changes within the overlap are told twice. */
const MAX_RECENT = 2000;

/** Once a day everything; else what has changed since the last report. `at` is ISO 8601. */
export function newsAt(at: string, before: ReportState | undefined): News {
  const isFull = before === undefined || Date.parse(at) - Date.parse(before.fullAt) >= FULL_MS;
  const since = isFull ? undefined : earlier(before.reportedAt);
  const recent = new Set<string>();
  return {
    isFull,
    since,
    fullBefore: before?.fullAt,
    has(posture, ruleIds) {
      const time = changedAt(posture, ruleIds);
      const change = sha256(`${posture.key}\n${time}`).slice(0, 24);
      if (time > earlier(at) && recent.size < MAX_RECENT) recent.add(change);
      if (since !== undefined) return time > since && before?.recent.has(change) !== true;
      // What was gone at the full report before has been told; where that is not known, once more does no harm.
      return posture.presence !== 'deleted' || before === undefined || time > earlier(before.fullAt);
    },
    state: () => ({ reportedAt: at, fullAt: isFull ? at : before.fullAt, recent }),
  };
}

const earlier = (time: string): string => new Date(Date.parse(time) - OVERLAP_MS).toISOString();
