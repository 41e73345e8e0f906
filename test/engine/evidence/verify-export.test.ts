import { describe, expect, it } from 'vitest';
import { exportArchive } from '../../../engine/evidence/export.ts';
import { exportBytes, parseExport } from '../../../engine/evidence/export-file.ts';
import { lookupKey, signatureKey } from '../../../engine/evidence/layout.ts';
import { type VerifyOptions, verifyArchive } from '../../../engine/evidence/verify.ts';
import { away, type Files, home, sourceOf, storeIn } from './archive.ts';
import { bytesOf, copy } from './tamper.ts';
import { keys, keysOf, makeThousand } from './thousand.ts';

const whole = await makeThousand();
const part: Files = new Map();
const at = (hour: number): string =>
  new Date(Date.parse('2026-03-01T20:00:00.000Z') + hour * 3_600_000).toISOString();
await exportArchive(sourceOf(whole), storeIn(part), { from: at(1), to: at(5) });
const seals = keysOf(part, 'seal');
const [first = '', second = ''] = seals;
const last = seals.filter((key) => key.includes(home.region)).at(-1) ?? '';

const verify = (files: Files, options: Partial<VerifyOptions> = {}) =>
  verifyArchive(sourceOf(files), { publicKeyPem: keys.map((key) => key.publicKeyPem), ...options });

async function problemsAfter(change: (files: Files) => unknown, options: Partial<VerifyOptions> = {}) {
  const files: Files = new Map(part);
  change(files);
  const { status, problems } = await verify(files, options);
  expect(status).not.toBe('proven');
  return problems.map(({ kind, key }) => `${kind} ${key}`);
}

function removeSeal(files: Files, key: string): void {
  for (const each of [key, signatureKey(key), lookupKey(key)]) files.delete(each);
}

const saying = (files: Files, change: object) => {
  const file = JSON.parse(Buffer.from(bytesOf(files, 'export.json')).toString());
  files.set('export.json', Buffer.from(JSON.stringify({ ...file, ...change })));
};

const shard = <S extends object>(of: S, change: object = {}) => ({ ...of, first: 2, last: 5, ...change });

describe('a part of an archive', () => {
  it('is proven as such', async () => {
    expect(await verify(part)).toMatchObject({
      status: 'proven',
      problems: [],
      provenFrom: at(1),
      provenUntil: at(5),
    });
  });

  it.each<[string, (files: Files) => unknown, readonly string[]]>([
    ['its word is missing', (files) => files.delete('export.json'), [`beginning-missing ${first}`]],
    [
      'its word is none',
      (files) => files.set('export.json', Buffer.from('{}')),
      ['export-differs export.json', `beginning-missing ${first}`],
    ],
    ['its beginning was cut off', (files) => removeSeal(files, first), [`beginning-missing ${second}`]],
    [
      'its end was cut off',
      (files) => removeSeal(files, last),
      [`tail-missing seals/${home.account}/${home.region}/`],
    ],
    ['an hour of it was taken away', (files) => removeSeal(files, second), [`gap-in-time ${seals[2]}`]],
    [
      'a seal was put back',
      (files) => {
        const [before = ''] = keysOf(whole, 'seal');
        files
          .set(before, bytesOf(whole, before))
          .set(signatureKey(before), bytesOf(whole, signatureKey(before)));
      },
      ['export-differs export.json'],
    ],
    [
      'a segment of before was put back',
      (files) => {
        const [before = ''] = keysOf(whole, 'segment');
        files.set(before, bytesOf(whole, before));
      },
      [`segment-inserted ${keysOf(whole, 'segment')[0]}`],
    ],
    [
      'it speaks of a Region that is not here',
      (files) =>
        saying(files, { shards: [shard(home), shard(away), shard({ ...home, region: 'eu-west-9' })] }),
      [`tail-missing seals/${home.account}/eu-west-9/`],
    ],
    [
      'it does not speak of a Region that is here',
      (files) => saying(files, { shards: [shard(home)] }),
      ['export-differs export.json'],
    ],
    [
      'it says that it begins earlier',
      (files) => saying(files, { shards: [shard(home, { first: 1 }), shard(away)] }),
      [`beginning-missing ${first}`],
    ],
    [
      'it says that it ends later',
      (files) => saying(files, { shards: [shard(home, { last: 6 }), shard(away)] }),
      [`tail-missing seals/${home.account}/${home.region}/`],
    ],
    [
      'it says that it ends earlier',
      (files) => saying(files, { shards: [shard(home, { last: 4 }), shard(away)] }),
      ['export-differs export.json'],
    ],
    [
      'a record was changed',
      (files) => copy(files, keysOf(part, 'segment')[1] ?? '', keysOf(part, 'segment')[0] ?? ''),
      [`segment-reordered ${keysOf(part, 'segment')[0]}`],
    ],
  ])('is not proven where %s', async (_name, change, expected) => {
    const found = await problemsAfter(change);
    for (const each of expected) expect(found).toContain(each);
  });

  it('proves no more than it holds, and says so when asked for more', async () => {
    expect(await problemsAfter(() => undefined, { from: at(0) })).toEqual([
      `beginning-missing seals/${home.account}/${home.region}/`,
      `beginning-missing seals/${away.account}/${away.region}/`,
    ]);
    expect(await problemsAfter(() => undefined, { until: at(6) })).toHaveLength(2);
    expect(await verify(part, { from: at(1), until: at(5) })).toMatchObject({ status: 'proven' });
  });

  it('cannot hide that a whole archive was cut: its word is noted wherever it lies', async () => {
    const files: Files = new Map(whole);
    files.set('export.json', bytesOf(part, 'export.json'));
    expect((await verify(files)).status).toBe('failed');
  });
});

describe('export.json', () => {
  const file = { schema: 'assay.export/1', from: at(1), to: null, shards: [shard(home)] } as const;

  it('is read as it is written', () => {
    expect(parseExport(exportBytes(file))).toEqual(file);
  });

  it.each<[string, unknown]>([
    ['another version', { ...file, schema: 'assay.export/2' }],
    ['a time that is a number', { ...file, from: 7 }],
    ['no shards', { ...file, shards: [] }],
    ['a shard that is none', { ...file, shards: [7] }],
    ['a range that is backwards', { ...file, shards: [shard(home, { last: 1 })] }],
    ['a range from nothing', { ...file, shards: [shard(home, { first: 0 })] }],
    ['a Region that is none', { ...file, shards: [shard({ account: '1', region: 7 })] }],
    ['a list', [file]],
  ])('is not one with %s', (_name, value) => {
    expect(parseExport(Buffer.from(JSON.stringify(value)))).toBeUndefined();
  });
});
