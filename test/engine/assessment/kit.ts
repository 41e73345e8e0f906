import type { RecordsOptions } from '../../../engine/assessment/from-records.ts';
import {
  type EvaluationRecord,
  noticeRecord,
  RECORD_SCHEMA,
  type RecordedVerdict,
  type UnsequencedRecord,
} from '../../../engine/evidence/record.ts';
import { buildSegment } from '../../../engine/evidence/segment.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import type { Severity } from '../../../engine/rule.ts';
import type { Status } from '../../../engine/verdict.ts';
import type { JsonObject, ResourceRef } from '../../../resources/resource.ts';
import { type Files, home, storeIn, testSigner } from '../evidence/archive.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';

/** Rules of these tests: their severities, and one that is advisory. */
const RULES: Readonly<Record<string, { readonly severity: Severity; readonly isAdvisory: boolean }>> = {
  root: { severity: 'HIGH', isAdvisory: false },
  net: { severity: 'CRITICAL', isAdvisory: false },
  tags: { severity: 'LOW', isAdvisory: true },
};

export const options: Omit<RecordsOptions, 'to'> = {
  from: null,
  keyOf: ({ account, region, type, id }) => [account, region, type, id].join('/'),
  ruleOf: (id) => (RULES[id] ? { rule: id, ...RULES[id] } : undefined),
};

export const refOf = (id: string): ResourceRef => ({
  type: TYPE,
  id,
  arn: `arn:aws:sagemaker:${home.region}:${home.account}:notebook-instance/${id}`,
  partition: 'aws',
  ...home,
});

export interface Look {
  readonly at: string;
  readonly id: string;
  /** Rule → status; `waived` is NON_COMPLIANT with the waiver. */
  readonly verdicts: Readonly<Record<string, Status | 'waived'>>;
  readonly createdAt?: string;
  /** Last day of the waiver. */
  readonly until?: string;
}

const waiverUntil = (expires: string): JsonObject => ({
  owner: 'ada',
  approver: 'grace',
  ticket: 'RISK-7',
  reason: 'a demonstration',
  expires,
});

/** The evidence of one look. */
export const look = ({ at, id, verdicts, createdAt, until = '2026-12-31' }: Look): EvaluationRecord => ({
  schema: RECORD_SCHEMA,
  kind: 'evaluation',
  recordedAt: at,
  trigger: { kind: 'sweep', time: at },
  resource: { ...refOf(id), source: 'live', ...(createdAt !== undefined && { createdAt }) },
  properties: {},
  restHmac: 'a'.repeat(64),
  verdicts: Object.entries(verdicts).map(([rule, status]) => verdictOf(rule, status)),
  packDigest: 'a'.repeat(64),
  inputDigest: 'a'.repeat(64),
  settingsDigest: 'a'.repeat(64),
  waivers: Object.values(verdicts).includes('waived') ? [waiverUntil(until)] : [],
});

function verdictOf(rule: string, status: Status | 'waived'): RecordedVerdict {
  if (status === 'COMPLIANT') return { rule, revision: 1, status };
  if (status === 'NOT_APPLICABLE' || status === 'INSUFFICIENT_DATA')
    return { rule, revision: 1, status, because: 'so it is' };
  return {
    rule,
    revision: 1,
    status: 'NON_COMPLIANT',
    observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
    ...(status === 'waived' && { waiver: 'RISK-7' }),
  };
}

export const gone = (at: string, id: string): UnsequencedRecord =>
  noticeRecord('deleted', new Date(at), { resource: { ...refOf(id) } });

/** These records in segments of three that nobody sealed: all that the fold reads. */
export function segmentsOf(records: readonly UnsequencedRecord[]): Files {
  const files: Files = new Map();
  for (let from = 0; from < records.length; from += 3) {
    const some = records.slice(from, from + 3);
    const closedAt = some.at(-1)?.recordedAt ?? '';
    const { bytes, entry } = buildSegment({
      ...home,
      number: from / 3 + 1,
      previous: null,
      closedAt,
      records: some.map((record, index) => ({ ...record, sequence: from + index + 1 })),
    });
    files.set(entry.key, bytes);
  }
  return files;
}

/** An archive of one shard with these records, sealed. */
export async function archiveOf(
  records: readonly UnsequencedRecord[],
  signer = testSigner(),
): Promise<Files> {
  const files: Files = new Map();
  let now = new Date(records[0]?.recordedAt ?? 0);
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer,
    clock: () => now,
    packDigest: () => 'a'.repeat(64),
    recordsPerSegment: 3,
  });
  for (const record of records) {
    now = new Date(record.recordedAt);
    await writer.append(home, [record]);
  }
  await writer.seal();
  return files;
}
