import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluationRecord, noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { buildSegment } from '../../../engine/evidence/segment.ts';
import { findingId } from '../../../engine/finding-id.ts';
import type { Verdict } from '../../../engine/verdict.ts';
import { COLUMNS, columnName, PARTITIONS, SERDE } from '../../../infra/queries/evidence-table.ts';
import { namedQueries } from '../../../infra/queries/named-queries.ts';
import { rules } from '../../../rules/index.ts';
import { python } from '../../../scripts/oracles/environment.ts';

const RULE = 'sagemaker-notebook-root-access';
const CONTROL = 'nist_800_53_r5:AC-6';
const shard = { account: '111122223333', region: 'eu-central-1' };

const notebook = (id: string) =>
  ({
    type: 'AWS::SageMaker::NotebookInstance',
    id,
    arn: `arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/${id}`,
    partition: 'aws',
    ...shard,
  }) as const;

const compliant: Verdict = { status: 'COMPLIANT' };
const broken: Verdict = {
  status: 'NON_COMPLIANT',
  observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
};

const looked = (id: string, at: string, verdict: Verdict, waiver?: string): UnsequencedRecord =>
  evaluationRecord({
    resource: { ...notebook(id), source: 'live', properties: { RootAccess: 'Enabled' } },
    trigger: { kind: 'sweep', time: at },
    judgements: [{ rule: { id: RULE, revision: 1 }, verdict, ...(waiver !== undefined && { waiver }) }],
    recordedAt: new Date(at),
    readProperties: new Set(['RootAccess']),
    hmacKey: Buffer.from('key'),
    packDigest: 'p',
    inputDigest: 'i',
    settingsDigest: 's',
  });

const [one, two, three, four] = [
  [looked('one', '2026-11-01T01:00:00.000Z', broken), looked('two', '2026-11-01T02:00:00.000Z', compliant)],
  [looked('one', '2026-11-02T01:00:00.000Z', broken, 'w-1')],
  [
    looked('one', '2026-11-03T01:00:00.000Z', compliant),
    noticeRecord('deleted', new Date('2026-11-03T03:00:00.000Z'), {
      resource: { ...notebook('two') },
      incarnation: null,
    }),
  ],
  // Past every last day that is asked for.
  [looked('one', '2026-11-09T01:00:00.000Z', broken)],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'assay-queries-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows by question. */
function answers(questions: Readonly<Record<string, readonly string[]>>) {
  mkdirSync(join(folder, 'segments'), { recursive: true });
  const segments: Record<string, object> = {};
  let sequence = 0;
  for (const [index, records] of [one, two, three, four].entries()) {
    const closedAt = records.at(-1)?.recordedAt ?? '';
    const sequenced = records.map((record) => {
      sequence += 1;
      return { ...record, sequence };
    });
    const { bytes } = buildSegment({
      ...shard,
      number: index + 1,
      previous: null,
      closedAt,
      records: sequenced,
    });
    const name = `${index}.ndjson.gz`;
    writeFileSync(join(folder, 'segments', name), bytes);
    segments[name] = { ...shard, day: closedAt.slice(0, 10).replaceAll('-', '/') };
  }
  const queries = new Map(namedQueries(rules).map(({ name, sql }) => [name, sql]));
  const asked = Object.entries(questions).map(([name, values]) => [name, { sql: queries.get(name), values }]);
  writeFileSync(
    join(folder, 'questions.json'),
    JSON.stringify({
      columns: Object.fromEntries(Object.entries(COLUMNS).map(([name, type]) => [columnName(name), type])),
      mapping: SERDE.parameters,
      partitions: PARTITIONS,
      segments,
      questions: Object.fromEntries(asked),
    }),
  );
  const { status, stdout, stderr } = spawnSync(
    python,
    [new URL('./run.py', import.meta.url).pathname, folder],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const LAST = '2026/11/08';

describe('the named queries, run by a database', () => {
  const found = answers({
    'control-met': [LAST, CONTROL, '%', '2026-11-01T12:00:00.000Z', '2026-11-02T12:00:00.000Z'],
    'by-finding': [LAST, findingId(RULE, notebook('one'))],
    'by-resource': ['2026/11/01', LAST, 'notebook-instance/two'],
    'by-rule': [LAST, RULE],
  });
  const said = (name: string, ...members: readonly string[]) =>
    found[name]?.map((row) => members.map((member) => row[member]));

  it('say of a control what stood in the period, also what was said before it', () => {
    expect(said('control-met', 'sequence', 'status', 'waiver', 'until')).toEqual([
      [1, 'NON_COMPLIANT', null, '2026-11-02T01:00:00.000Z'],
      [3, 'NON_COMPLIANT', 'w-1', '2026-11-03T01:00:00.000Z'],
      [2, 'COMPLIANT', null, '2026-11-03T03:00:00.000Z'],
    ]);
  });

  it('say all of a finding, by the id that Security Hub has', () => {
    expect(said('by-finding', 'sequence', 'status', 'observations')).toEqual([
      [1, 'NON_COMPLIANT', expect.stringContaining('"RootAccess"')],
      [3, 'NON_COMPLIANT', expect.stringContaining('"RootAccess"')],
      [4, 'COMPLIANT', null],
    ]);
  });

  it('say all of a resource, its end too', () => {
    expect(said('by-resource', 'sequence', 'kind')).toEqual([
      [2, 'evaluation'],
      [5, 'deleted'],
    ]);
  });

  it('say of a rule what it said last, of what was still there', () => {
    expect(said('by-rule', 'id', 'status')).toEqual([[notebook('one').arn, 'COMPLIANT']]);
  });
});
