import { describe, expect, it } from 'vitest';
import { wantedRecords } from '../../../engine/auditor-pack/wanted-records.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { gone, look, refOf } from '../assessment/kit.ts';
import { away, type Files, home, sourceOf, storeIn, testSigner } from '../evidence/archive.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();
const period = { from: at(10), to: at(20) };
const rules = new Set(['root', 'root-old']);

/** Two shards with these records each, the first one's stored last. */
async function archiveOf(here: readonly UnsequencedRecord[], there: readonly UnsequencedRecord[] = []) {
  const files: Files = new Map();
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer: testSigner(),
    clock: () => new Date(at(30)),
    packDigest: () => 'a'.repeat(64),
    recordsPerSegment: 2,
  });
  await writer.append(away, there);
  await writer.append(home, here);
  await writer.seal();
  return files;
}

const wanted = async (here: readonly UnsequencedRecord[], there?: readonly UnsequencedRecord[]) =>
  wantedRecords(sourceOf(await archiveOf(here, there)), { rules, period });

/** Region, sequence and hour of each, `-` before the period. */
const places = async (here: readonly UnsequencedRecord[], there?: readonly UnsequencedRecord[]) =>
  (await wanted(here, there)).map(
    ({ shard, sequence, isBefore }) => `${shard.region} ${isBefore ? '-' : ''}${sequence}`,
  );

const fails = (hour: number, id = 'one') => look({ at: at(hour), id, verdicts: { root: 'NON_COMPLIANT' } });
const other = (hour: number, id: string) => look({ at: at(hour), id, verdicts: { tags: 'COMPLIANT' } });
const notice = (kind: 'gap' | 'waiver' | 'settings' | 'canary', hour: number, detail: JsonObject = {}) =>
  noticeRecord(kind, new Date(at(hour)), detail);

describe('the records about a control', () => {
  it('are the evaluations by its rules, from the first instant of the period up to and without the last', async () => {
    expect(await places([fails(10), fails(12), other(13, 'one'), fails(19), fails(20), fails(21)])).toEqual([
      'eu-central-1 1',
      'eu-central-1 2',
      'eu-central-1 4',
    ]);
  });

  it('begin with how each resource stood as the period began', async () => {
    const here = [fails(1), fails(2, 'two'), fails(3), other(4, 'one'), fails(11)];
    expect(await places(here, [fails(5), fails(6)])).toEqual([
      'eu-central-1 -2',
      'eu-central-1 -3',
      'eu-central-1 5',
      'us-east-1 -2',
    ]);
  });

  it('that another sent stand for nothing before the period, and say whose they are in it', async () => {
    const sender = 'AROAEVE:eve';
    const here = [fails(1), { ...fails(2), sender }, { ...fails(11), sender }];
    expect(await places(here)).toEqual(['eu-central-1 -1', 'eu-central-1 3']);
    expect((await wanted(here)).map(({ verdicts }) => verdicts)).toEqual([
      ['root: NON_COMPLIANT'],
      [`root: NON_COMPLIANT, sent by ${sender}`],
    ]);
  });

  it('stand in order of their place and not of their time', async () => {
    const late = [fails(15), fails(11), notice('gap', 12), fails(9, 'two'), fails(10)];
    expect(await places(late, [fails(11)])).toEqual([
      ...['1', '2', '3', '-4', '5'].map((sequence) => `eu-central-1 ${sequence}`),
      'us-east-1 1',
    ]);
  });

  it('are told by what they are about', async () => {
    const own = { ...refOf('own'), arn: undefined };
    const evaluated = look({
      at: at(11),
      id: 'one',
      verdicts: { root: 'NON_COMPLIANT', tags: 'COMPLIANT', 'root-old': 'waived' },
    });
    const { arn: _arn, ...resource } = evaluated.resource;
    expect(await wanted([evaluated, { ...evaluated, resource: { ...resource, id: own.id } }])).toEqual([
      {
        shard: home,
        sequence: 1,
        recordedAt: at(11),
        kind: 'evaluation',
        resource: refOf('one').arn,
        verdicts: ['root: NON_COMPLIANT', 'root-old: NON_COMPLIANT, waived'],
        isBefore: false,
      },
      expect.objectContaining({ sequence: 2, resource: 'own' }),
    ]);
  });
});

describe('notices beside them', () => {
  it('are those of the period about what was not covered, and what was in force', async () => {
    const both = (hour: number) => [notice('gap', hour), notice('settings', hour)];
    const found = await wanted([...both(9), ...both(10), ...both(19), ...both(20), notice('canary', 12)]);
    expect(found.map(({ kind, recordedAt }) => [kind, recordedAt])).toEqual([
      ['gap', at(10)],
      ['settings', at(10)],
      ['gap', at(19)],
      ['settings', at(19)],
    ]);
    expect(found[0]).toMatchObject({ resource: '', verdicts: [], isBefore: false });
  });

  it('are of deletions where the control was judged by what is gone', async () => {
    const here = [fails(1), fails(12, 'two'), other(12, 'three')];
    const deletions = ['one', 'two', 'three', 'four'].map((id) => gone(at(13), id));
    const nothing = noticeRecord('deleted', new Date(at(13)), { resource: null });
    const found = await wanted([...here, ...deletions, gone(at(20), 'one'), nothing]);
    expect(found.filter(({ kind }) => kind === 'deleted')).toMatchObject([
      { resource: refOf('one').arn, sequence: 4 },
      { resource: refOf('two').arn, sequence: 5 },
    ]);
  });

  it('are of waivers of its rules, the end of one too', async () => {
    const told = [
      { waiver: 'root/0123456789abcdef', state: 'in-force' },
      { waiver: 'root-old/0123456789abcdef', state: 'removed' },
      { waiver: 'tags/0123456789abcdef', state: 'in-force' },
      { waiver: 7 },
      {},
    ];
    expect(await places(told.map((detail) => notice('waiver', 12, detail)))).toEqual([
      'eu-central-1 1',
      'eu-central-1 2',
    ]);
  });
});
