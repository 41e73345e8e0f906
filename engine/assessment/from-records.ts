import { type ArchiveSource, takeInventory } from '../evidence/inventory.ts';
import { parseSeal } from '../evidence/seal.ts';
import { walkRecords } from '../evidence/walk.ts';
import { findingId } from '../finding-id.ts';
import type { DraftFinding } from './assemble.ts';
import type { AssessmentNote, EndedFinding, Period } from './assessment.ts';
import type { ShardEnd } from './gaps.ts';
import {
  type Ended,
  type Folded,
  type FoldOptions,
  foldRecords,
  type ResourceStanding,
} from './record-fold.ts';
import { exposureOn, type Standing } from './standing.ts';

/** What an archive's records tell of a time and of the instant at its end. */
export interface RecordedState {
  readonly period: Period;
  readonly findings: readonly DraftFinding[];
  readonly ended: readonly EndedFinding[];
  readonly folded: Folded;
  /** Ends of the newest seals by then. */
  readonly sealed: readonly ShardEnd[];
  readonly notes: readonly AssessmentNote[];
}

export interface RecordsOptions extends Omit<FoldOptions, 'period'> {
  /** ISO 8601; null: from the first record on. */
  readonly from: string | null;
  readonly to: string;
}

/**
 * Folds the records of an archive, one segment a shard in memory. Trusts what it reads: verify the archive first. What
 * cannot be read is left out and noted.
 */
export async function stateFromRecords(
  source: ArchiveSource,
  options: RecordsOptions,
): Promise<RecordedState> {
  const { from, to, ...rest } = options;
  const fold = foldRecords({ ...rest, period: { from: from ?? BEGINNING, to } });
  const unreadable: string[] = [];
  const onUnreadable = (_key: string, because: string) => unreadable.push(because);
  for await (const { record, place } of walkRecords(source, { onUnreadable })) {
    try {
      fold.add(record, place);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      unreadable.push(`record ${place.sequence} of ${place.key}: ${error.message}`);
    }
  }
  const folded = fold.end();
  const period = { from: from ?? folded.first ?? to, to };
  return {
    period,
    findings: folded.resources.flatMap((resource) =>
      [...resource.rules.values()].map((standing) => draft(resource, standing, to)),
    ),
    ended: folded.ended.map(endedFinding),
    folded,
    sealed: await sealedUntil(source, to),
    notes: unreadable.length === 0 ? [] : [noteOf(unreadable)],
  };
}

/** Before anything was recorded. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

const noteOf = ([first = '', ...more]: readonly string[]): AssessmentNote => ({
  kind: 'unreadable',
  text: `${more.length + 1} parts of the archive could not be read and are left out. The first: ${first}.`,
});

function draft({ ref }: ResourceStanding, standing: Standing, asOf: string): DraftFinding {
  const { rule, severity, isAdvisory, isShadow, status, observations, because, since, failingSince } =
    standing;
  const { isWaived } = exposureOn(standing, asOf.slice(0, 10));
  return {
    id: findingId(rule, ref),
    rule,
    resource: resourceOf(ref),
    status,
    severity,
    advisory: isAdvisory,
    ...(isShadow && { shadow: isShadow }),
    observations,
    because,
    waiver: isWaived ? standing.waiver : null,
    since,
    failingSince,
    failedBefore: status === 'INSUFFICIENT_DATA' && failingSince !== null,
    firstEvaluated: standing.firstEvaluated,
    lastEvaluated: standing.lastEvaluated,
    failingSeconds: Math.round(standing.failingMs / 1000),
    evidence: standing.evidence,
  };
}

const endedFinding = ({ standing, ref, endedAt, because }: Ended): EndedFinding => ({
  id: findingId(standing.rule, ref),
  rule: standing.rule,
  resource: resourceOf(ref),
  severity: standing.severity,
  advisory: standing.isAdvisory,
  failingSeconds: Math.round(standing.failingMs / 1000),
  evidence: standing.evidence,
  status: standing.status,
  endedAt,
  because,
});

const resourceOf = ({ type, id, arn, account, region }: ResourceStanding['ref']) => ({
  type,
  id: arn ?? id,
  account,
  region,
  file: null,
});

/** A seal's name says up to when it speaks; only the newest are read. */
async function sealedUntil(source: ArchiveSource, asOf: string): Promise<readonly ShardEnd[]> {
  const { shards } = await takeInventory(source);
  const ends: ShardEnd[] = [];
  for (const { account, region, seals } of shards) {
    for (const key of seals.toReversed()) {
      const seal = await source.read(key).then(parseSeal, () => undefined);
      if (!seal || seal.to > asOf) continue;
      ends.push({ account, region, end: new Date(seal.to).toISOString() });
      break;
    }
  }
  return ends;
}
