import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { type ExportOptions, exportArchive } from '../../../engine/evidence/export.ts';
import { NotAnArchiveError } from '../../../engine/evidence/inventory.ts';
import { placeOf, signatureKey } from '../../../engine/evidence/layout.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { type VerifyOptions, verifyArchive } from '../../../engine/evidence/verify.ts';
import { away, type Files, home, makeArchive, sourceOf, storeIn } from './archive.ts';
import { bytesOf } from './tamper.ts';
import { keys, keysOf, makeThousand } from './thousand.ts';

const whole = await makeThousand();

async function exported(options: ExportOptions = {}, files: Files = whole) {
  const copy: Files = new Map();
  const told = await exportArchive(sourceOf(files), storeIn(copy), options);
  return { copy, ...told };
}

const verify = (files: Files, options: Partial<VerifyOptions> = {}) =>
  verifyArchive(sourceOf(files), { publicKeyPem: keys.map((key) => key.publicKeyPem), ...options });

const hashes = (files: Files) => [...files].map(([key, bytes]) => `${sha256(bytes)} ${key}`).sort();

const at = (hour: number): string =>
  new Date(Date.parse('2026-03-01T20:00:00.000Z') + hour * 3_600_000).toISOString();

describe('an export of a whole archive', () => {
  it('is the same, byte for byte', async () => {
    const { copy, counts, missing } = await exported();
    expect(hashes(copy)).toEqual(hashes(whole));
    expect({ counts, missing }).toEqual({
      counts: { files: whole.size, seals: 12, segments: 22, records: 1100 },
      missing: [],
    });
    expect(await verify(copy)).toMatchObject({ status: 'proven', problems: [], counts: { records: 1100 } });
  });

  it('leaves behind what does not belong, and what no seal covers', async () => {
    const segment = keysOf(whole, 'segment').at(-1) ?? '';
    const unsealed = segment.replace(/segment-\d+/, 'segment-000000000099');
    const files = new Map(whole).set('notes.txt', Buffer.of(1)).set(unsealed, bytesOf(whole, segment));
    const { copy } = await exported({}, files);
    expect([...copy.keys()].sort()).toEqual([...whole.keys()].sort());
  });

  it('takes the versions that seals name', async () => {
    const { files } = await makeArchive();
    const asked: (readonly [string, string | undefined])[] = [];
    const source = sourceOf(files);
    const read = (key: string, versionId?: string) => {
      asked.push([key, versionId]);
      return source.read(key);
    };
    await exportArchive({ ...source, read }, storeIn(new Map()), {});
    const [first = ''] = keysOf(files, 'segment');
    expect(asked).toContainEqual([first, '3/L4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY']);
  });

  it('says what is missing, and leaves it to verification to name it', async () => {
    const files = new Map(whole);
    const [segment = ''] = keysOf(whole, 'segment');
    const [seal = ''] = keysOf(whole, 'seal');
    files.delete(segment);
    files.delete(signatureKey(seal));
    const { copy, missing, counts } = await exported({}, files);
    expect(missing).toEqual([segment, signatureKey(seal)]);
    expect(counts.segments).toBe(21);
    const { problems } = await verify(copy);
    expect(problems.map(({ kind }) => kind)).toEqual(['signature-missing']);
  });

  it('does not copy what is no seal', async () => {
    const [seal = ''] = keysOf(whole, 'seal');
    const { copy, missing } = await exported({}, new Map(whole).set(seal, Buffer.from('nonsense')));
    expect(missing).toEqual([seal]);
    expect((await verify(copy)).status).toBe('failed');
  });

  it('says that a seal is none also where no other one is left', async () => {
    const seals = keysOf(whole, 'seal');
    const files = new Map(whole);
    for (const key of seals) files.set(key, Buffer.from('nonsense'));
    const { copy, shards, missing } = await exported({}, files);
    expect({ copy: copy.size, shards, missing: missing.toSorted() }).toEqual({
      copy: 0,
      shards: [],
      missing: seals,
    });
  });

  it.each<[string, ExportOptions, boolean]>([
    ['nothing', {}, false],
    ['nothing of anything', { account: undefined, region: undefined, from: undefined, to: undefined }, false],
    ['one thing alone', { account: home.account, region: undefined, from: undefined, to: undefined }, true],
  ])('says that it is a part where it was asked for %s: %j', async (_what, options, isPart) => {
    const { copy, counts } = await exported(options);
    expect(counts.records).toBe(1100);
    expect(copy.has('export.json')).toBe(isPart);
  });

  it('is of an archive', async () => {
    await expect(exported({}, new Map([['a', Buffer.of(1)]]))).rejects.toThrow(NotAnArchiveError);
  });
});

describe('an export of a part', () => {
  it.each<[string, ExportOptions, { seals: number; from: string; until: string; leftOut: RegExp }]>([
    [
      'the first hours',
      { to: at(2) },
      { seals: 4, from: at(0), until: at(2), leftOut: /leaves out nothing before it/ },
    ],
    [
      'hours in between',
      { from: at(1), to: at(4) },
      { seals: 6, from: at(1), until: at(4), leftOut: /leaves out 1 seals and 50 records before it/ },
    ],
    [
      'the last hours, under another key',
      { from: at(4) },
      { seals: 4, from: at(4), until: at(6), leftOut: /leaves out 4 seals and 400 records/ },
    ],
    [
      'hours of which it takes the whole',
      { from: at(1.5), to: at(1.6) },
      { seals: 2, from: at(1), until: at(2), leftOut: /leaves out 1 seals/ },
    ],
    [
      'one Region',
      { region: away.region },
      { seals: 6, from: at(0), until: at(6), leftOut: /us-east-1 it begins/ },
    ],
    [
      'a silent hour of one Region',
      { ...home, from: at(2), to: at(3) },
      { seals: 1, from: at(2), until: at(3), leftOut: /leaves out 2 seals and 150 records/ },
    ],
  ])('of %s is proven as what it is', async (_name, options, { seals, from, until, leftOut }) => {
    const { copy, counts } = await exported(options);
    expect(counts.seals).toBe(seals);
    const report = await verify(copy, { from, until });
    expect(report).toMatchObject({
      status: 'proven',
      problems: [],
      provenFrom: from,
      provenUntil: until,
      counts: { seals },
    });
    const told = report.notes.filter(({ kind }) => kind === 'left-out');
    expect(told.map(({ message }) => message)).toContainEqual(expect.stringMatching(leftOut));
    expect(told).toHaveLength(new Set(report.shards.map(({ region }) => region)).size);
  });

  it('of a time that nothing is of writes nothing', async () => {
    const { copy, shards, counts, missing } = await exported({ from: at(100) });
    expect({ copy: copy.size, shards, seals: counts.seals }).toEqual({ copy: 0, shards: [], seals: 0 });
    expect(missing).toEqual([]);
    expect((await exported({ account: '999999999999' })).copy.size).toBe(0);
  });

  it('can be exported again, and is still a part', async () => {
    const { copy } = await exported({ from: at(1), to: at(5) });
    const again = await exported({}, copy);
    expect(again.copy.keys()).toContain('export.json');
    expect(await verify(again.copy)).toMatchObject({
      status: 'proven',
      provenFrom: at(1),
      provenUntil: at(5),
    });
  });

  it('holds its published heads', async () => {
    const { copy } = await exported({ from: at(1), to: at(5) });
    const { head } = await verify(copy);
    expect(await verify(copy, { head: head ?? '' })).toMatchObject({ status: 'proven' });
    expect(parseSeal(bytesOf(copy, keysOf(copy, 'seal')[0] ?? ''))?.number).toBe(2);
    expect(placeOf('export.json')).toEqual({ kind: 'export' });
  });
});
