import { describe, expect, it } from 'vitest';
import { exportArchive } from '../../../engine/evidence/export.ts';
import { lookupKey, signatureKey } from '../../../engine/evidence/layout.ts';
import { normalSignature } from '../../../engine/evidence/signature.ts';
import { type VerifyOptions, verifyArchive } from '../../../engine/evidence/verify.ts';
import { away, type Files, home, sourceOf, storeIn, testSigner } from './archive.ts';
import { at as begin, chainOf, type Hour, sealOf, segmentOf, signer, verified, wordsOf } from './chain.ts';
import { bytesOf, copy, flip } from './tamper.ts';
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

describe('what a part of an archive says of itself', () => {
  const SHARD = `${home.account}/${home.region}`;
  const three: readonly Hour[] = [{}, {}, {}];
  const cut = (files: Files, hours: number) => removeSeal(files, sealOf(hours));
  const leftOut = (from: string, what: string) =>
    `an export: of ${SHARD} it begins at ${from}, and leaves out ${what} before it; what may have followed its last seal is not here`;

  /** Three hours that say to be the seals of this range. */
  async function partOf(range: object, change: (files: Files) => unknown = () => undefined, hours = three) {
    const files = await chainOf(hours);
    const shards = [shard(home, { first: 1, last: 3, ...range })];
    files.set(
      'export.json',
      Buffer.from(JSON.stringify({ schema: 'assay.export/1', from: at(1), to: null, shards })),
    );
    await change(files);
    const report = await verified(files);
    const notes = report.notes.flatMap(({ kind, key, message }) =>
      kind === 'left-out' ? [`${key}: ${message}`] : [],
    );
    return { words: wordsOf(report), notes };
  }

  const put = async (files: Files, text: string, by = signer) => {
    const bytes = Buffer.from(text);
    files.set(sealOf(3), bytes).set(signatureKey(sealOf(3)), normalSignature(await by.sign(bytes)));
  };

  it.each<[string, number, string, string]>([
    ['nothing', 1, begin(0), 'nothing'],
    ['two seals and their records', 3, begin(2), '2 seals and 4 records'],
  ])('is noted: it leaves out %s', async (_what, first, from, what) => {
    const { words, notes } = await partOf({ first }, (files) => {
      for (let hours = 1; hours < first; hours += 1) {
        cut(files, hours);
        files.delete(segmentOf(hours));
      }
    });
    expect(words).toEqual([]);
    expect(notes).toEqual([`export.json: ${leftOut(from, what)}`]);
  });

  it.each<[string, object, (files: Files) => unknown, readonly (string | RegExp)[]]>([
    [
      'ends earlier',
      {},
      (files) => cut(files, 3),
      [
        `tail-missing seals/${SHARD}/: export.json says that it ends with seal 3 of ${SHARD}; here the last is 2`,
      ],
    ],
    [
      'ends earlier, with a seal that is none before that',
      {},
      (files) => {
        cut(files, 3);
        files.set(sealOf(2), Buffer.from('nonsense'));
      },
      [/^seal-changed/, new RegExp(`^tail-missing seals/${SHARD}/: .*here the last is 1$`)],
    ],
    [
      'ends with a signature that is broken',
      {},
      (files) => flip(files, signatureKey(sealOf(3)), 30),
      [/^signature-invalid/],
    ],
    ['has lost a seal in its middle', {}, (files) => cut(files, 2), [/^gap-in-time/]],
    [
      'has a seal of somebody else',
      {},
      (files) =>
        put(
          files,
          JSON.stringify({ ...JSON.parse(Buffer.from(bytesOf(files, sealOf(3))).toString()), number: 9 }),
          testSigner(),
        ),
      [/^seal-changed/],
    ],
    [
      'ends with a signed file that is no seal',
      {},
      (files) => put(files, 'nonsense'),
      [/^record-newer-version/],
    ],
    [
      'goes on for longer',
      { last: 2 },
      () => undefined,
      [`export-differs export.json: it says that seals 1 to 2 of ${SHARD} are here; there are 1 to 3`],
    ],
    [
      'begins earlier',
      { first: 2 },
      () => undefined,
      [`export-differs export.json: it says that seals 2 to 3 of ${SHARD} are here; there are 1 to 3`],
    ],
    [
      'is of another Region',
      away,
      () => undefined,
      [
        `export-differs export.json: it does not speak of ${SHARD}, which is here`,
        `tail-missing seals/${away.account}/${away.region}/: export.json says that it ends with seal 3 of ${away.account}/${away.region}; here the last is none`,
      ],
    ],
    [
      'is of another Region, of which it says to have one seal',
      { ...away, last: 1 },
      () => undefined,
      [
        `export-differs export.json: it does not speak of ${SHARD}, which is here`,
        `tail-missing seals/${away.account}/${away.region}/: export.json says that it ends with seal 1 of ${away.account}/${away.region}; here the last is none`,
      ],
    ],
    [
      'says nothing that can be read',
      {},
      (files) => files.set('export.json', Buffer.from('{}')),
      ['export-differs export.json: it is not what `assay export` writes'],
    ],
  ])('is held against what is here: it %s', async (_what, range, change, expected) => {
    const { words } = await partOf(range, change);
    expect(words).toHaveLength(expected.length);
    for (const [index, each] of expected.entries()) expect(words[index]).toMatch(each);
  });

  it('is not noted where its first seal is not proven, or no seal', async () => {
    expect((await partOf({}, (files) => flip(files, signatureKey(sealOf(1)), 30))).notes).toEqual([]);
    const nonsense = async (files: Files) => {
      for (const hours of [1, 2]) cut(files, hours);
      await put(files, 'nonsense');
    };
    expect((await partOf({ first: 3 }, nonsense)).notes).toEqual([]);
  });

  it('excuses a seal that another one names beyond it, and none within', async () => {
    const naming = (number: number): readonly Hour[] => [
      {},
      {},
      { moment: { others: [{ ...home, number, seal: 'c'.repeat(64) }] } },
    ];
    expect((await partOf({}, () => undefined, naming(4))).words).toEqual([]);
    expect((await partOf({}, () => undefined, naming(3))).words).toEqual([
      expect.stringMatching(/^chain-broken .*: it names another seal 3/),
    ]);
  });
});
