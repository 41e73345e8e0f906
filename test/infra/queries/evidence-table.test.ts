import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/canonical.ts';
import { evaluationRecord, noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { buildSegment, openSegment } from '../../../engine/evidence/segment.ts';
import { COLUMNS, columnName, projection, SERDE } from '../../../infra/queries/evidence-table.ts';

/** As the OpenX serializer reads one line: each column from its mapped key, what is nested as canonical JSON. */
function row(line: string): Readonly<Record<string, string | number | null>> {
  const record = JSON.parse(line);
  const mapping: Readonly<Record<string, string>> = SERDE.parameters;
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([member, type]) => {
      const name = columnName(member);
      const value = record[mapping[`mapping.${name}`] ?? name] ?? null;
      if (type === 'bigint') return [name, Number.isSafeInteger(value) ? value : null];
      return [name, value === null || typeof value === 'string' ? value : canonicalJson(value)];
    }),
  );
}

const at = new Date('2026-11-01T01:00:00Z');
const evaluation: UnsequencedRecord = {
  related: [],
  referrers: { unreadable: 'denied' },
  ...evaluationRecord({
    resource: {
      type: 'AWS::SageMaker::NotebookInstance',
      id: 'research',
      partition: 'aws',
      account: '111122223333',
      region: 'eu-central-1',
      source: 'live',
      properties: { RootAccess: 'Enabled', Tags: [{ Env: 'a', env: 'b' }], KmsKeyId: 'k' },
    },
    trigger: { kind: 'sweep', time: at.toISOString() },
    judgements: [{ rule: { id: 'root-access', revision: 1 }, verdict: { status: 'COMPLIANT' } }],
    recordedAt: at,
    readProperties: new Set(['RootAccess', 'Tags']),
    hmacKey: Buffer.from('key'),
    packDigest: 'p',
    inputDigest: 'i',
    settingsDigest: 's',
    waivers: [{ id: 'w' }],
    references: ['a key'],
  }),
};

/** The lines of a segment, as Athena gets them. */
function lines(...records: readonly UnsequencedRecord[]): readonly string[] {
  const { bytes } = buildSegment({
    account: '111122223333',
    region: 'eu-central-1',
    number: 1,
    previous: null,
    closedAt: at.toISOString(),
    records: records.map((record, index) => ({ ...record, sequence: index + 1 })),
  });
  return (openSegment(bytes).content ?? Buffer.alloc(0)).toString().trimEnd().split('\n');
}

const [header = '', first = '', second = ''] = lines(evaluation, {
  ...noticeRecord('gap', at, { from: 'then', to: 'now' }),
  sender: 'AROAEXAMPLE:eve',
});

describe('the table of evidence', () => {
  it('has something in every column', () => {
    const rows = [row(first), row(second)];
    for (const column of Object.keys(COLUMNS).map(columnName)) {
      expect([column, rows.some((each) => each[column] !== null)]).toEqual([column, true]);
    }
  });

  it('leaves no member of a record out', () => {
    for (const line of [first, second])
      expect(Object.keys(JSON.parse(line)).filter((member) => !Object.hasOwn(COLUMNS, member))).toEqual([]);
  });

  it('keeps the letters of what is nested: two tags may differ in nothing else', () => {
    expect(row(first)['properties']).toBe('{"RootAccess":"Enabled","Tags":[{"Env":"a","env":"b"}]}');
    expect(SERDE.parameters['case.insensitive']).toBe('false');
  });

  it('tells the first line of a segment from records: it has no kind', () => {
    expect(row(header)).toMatchObject({ schema: 'assay.segment/1', kind: null, verdicts: null });
    expect(row(second)).toMatchObject({ kind: 'gap', sequence: 2, recordedat: at.toISOString() });
  });
});

describe('its folders', () => {
  const folders = projection({
    location: 's3://archive/evidence/',
    accounts: ['111122223333', '222233334444'],
    regions: ['eu-central-1'],
  });

  it('are those of the layout', () => {
    const values: Readonly<Record<string, string>> = {
      account: '111122223333',
      region: 'eu-central-1',
      day: '2026/11/01',
    };
    const folder = folders['storage.location.template']?.replaceAll(
      /\$\{(\w+)\}/g,
      (_, name) => values[name] ?? '',
    );
    const { entry } = buildSegment({
      account: '111122223333',
      region: 'eu-central-1',
      number: 1,
      previous: null,
      closedAt: at.toISOString(),
      records: [{ ...evaluation, sequence: 1 }],
    });
    expect(`s3://archive/${entry.key}`).toBe(`${folder}segment-000000000001.ndjson.gz`);
  });

  it('are computed from the accounts, the Regions and the days that there may be', () => {
    expect(folders).toMatchObject({
      'projection.enabled': 'true',
      'projection.account.values': '111122223333,222233334444',
      'projection.region.values': 'eu-central-1',
      'projection.day.format': 'yyyy/MM/dd',
      'projection.day.range': '2026/01/01,NOW+1DAYS',
    });
  });
});
