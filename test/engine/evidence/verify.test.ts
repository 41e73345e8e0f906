import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import type { ProblemKind } from '../../../engine/evidence/report.ts';
import { parseSeal, type Seal, sealBytes } from '../../../engine/evidence/seal.ts';
import { normalSignature, readPublicKey } from '../../../engine/evidence/signature.ts';
import { type VerifyOptions, verifyArchive } from '../../../engine/evidence/verify.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import {
  ACCOUNT,
  away,
  type Files,
  home,
  makeArchive,
  recordAt,
  rewrite,
  sourceOf,
  storeIn,
  testSigner,
} from './archive.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';

const made = await makeArchive();
const otherSigner = testSigner();

const seg = (day: string, number: number, region = 'eu-central-1') =>
  `evidence/${ACCOUNT}/${region}/2026/03/${day}/segment-${String(number).padStart(12, '0')}.ndjson.gz`;
const seal = (time: string, region = 'eu-central-1') => `seals/${ACCOUNT}/${region}/202603${time}0000Z.json`;
const sig = (time: string, region = 'eu-central-1') => seal(time, region).replace('.json', '.sig');
// The second hour's seal lists its segments, the fifth's has too many and holds their root alone.
const LISTED = seg('01', 6);
const ROOTED = seg('02', 12);

const check = (files: Files, options: Partial<VerifyOptions> = {}) =>
  verifyArchive(sourceOf(files), { publicKeyPem: made.signer.publicKeyPem, ...options });

function swap(files: Files, a: string, b: string): void {
  const [one, other] = [bytesOf(files, a), bytesOf(files, b)];
  files.set(a, other).set(b, one);
}

const edit = (files: Files, key: string, change: (lines: string[]) => string[]) =>
  files.set(key, rewrite(bytesOf(files, key), change));
const drop = (files: Files, prefix: string) => {
  for (const key of [...files.keys()].filter((name) => name.startsWith(prefix))) files.delete(key);
};

async function resign(
  files: Files,
  key: string,
  signer = otherSigner,
  change: (seal: Seal) => Seal = (same) => same,
) {
  const parsed = parseSeal(bytesOf(files, key));
  if (!parsed) throw new Error(`${key} is no seal`);
  const bytes = sealBytes(change(parsed));
  files.set(key, bytes);
  files.set(key.replace('.json', '.sig'), normalSignature(await signer.sign(bytes)));
}

/** n − s: the other signature that the same r and s make. */
function mirrored(der: Uint8Array): Uint8Array {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const rLength = der[3] ?? 0;
  const s = BigInt(`0x${Buffer.from(der.subarray(6 + rLength)).toString('hex')}`);
  const bytes = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  const integer = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  const body = Buffer.concat([der.subarray(2, 4 + rLength), Buffer.of(2, integer.length), integer]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

type Named = readonly [ProblemKind, string];
type Attack = readonly [name: string, attack: (files: Files) => unknown, named: readonly Named[]];

const reversed = (lines: string[]) => [...lines.slice(0, 1), ...lines.slice(1).reverse()];
const without = (lines: string[]) => lines.filter((_, index) => index !== 3);
const doubled = (lines: string[]) => [...lines, lines.at(-1) ?? ''];
const falsified = (lines: string[]) => lines.map((line) => line.replace('notebook-7', 'notebook-8'));

const onSegments = (what: string, key: string): Attack[] => [
  [`a byte in the content of ${what}`, (files) => edit(files, key, falsified), [['segment-changed', key]]],
  [`a record dropped from ${what}`, (files) => edit(files, key, without), [['segment-changed', key]]],
  [`a record inserted into ${what}`, (files) => edit(files, key, doubled), [['segment-changed', key]]],
  [`records swapped in ${what}`, (files) => edit(files, key, reversed), [['segment-changed', key]]],
  [
    `${what} packed again, with the same records`,
    (files) => edit(files, key, (lines) => lines),
    [['segment-changed', key]],
  ],
  [`the time in the gzip header of ${what}`, (files) => flip(files, key, 4), [['segment-changed', key]]],
  [
    `the system in the gzip header of ${what}`,
    (files) => flip(files, key, 9, 0xfc),
    [['segment-changed', key]],
  ],
  [`a byte in the middle of ${what}`, (files) => flip(files, key, 200), [['segment-changed', key]]],
  [`the last byte of ${what}`, (files) => flip(files, key, -1), [['segment-changed', key]]],
  [
    `a byte after the end of ${what}`,
    (files) => files.set(key, Buffer.concat([bytesOf(files, key), Buffer.of(0)])),
    [['segment-changed', key]],
  ],
  [
    `${what} cut short`,
    (files) => files.set(key, bytesOf(files, key).subarray(0, 100)),
    [['segment-changed', key]],
  ],
  [`${what} emptied`, (files) => files.set(key, new Uint8Array()), [['segment-changed', key]]],
  [`${what} removed`, (files) => files.delete(key), [['segment-missing', key]]],
  [
    `${what} under another number`,
    (files) => rename(files, key, key.replace('segment-0', 'segment-9')),
    [['renamed', key.replace('segment-0', 'segment-9')]],
  ],
  [
    `${what} in another day's folder`,
    (files) => rename(files, key, key.replace('/03/', '/04/')),
    [['renamed', key.replace('/03/', '/04/')]],
  ],
  [
    `${what} in another Region's folder`,
    (files) =>
      rename(
        files,
        key,
        key.replace('eu-central-1', 'us-east-1').replace('segment-0000000000', 'segment-0000000001'),
      ),
    [
      [
        'renamed',
        key.replace('eu-central-1', 'us-east-1').replace('segment-0000000000', 'segment-0000000001'),
      ],
    ],
  ],
  [
    `a copy of ${what} in another day's folder`,
    (files) => copy(files, key, key.replace('/03/', '/04/')),
    [['segment-inserted', key.replace('/03/', '/04/')]],
  ],
  [
    `a copy of ${what} as the next number`,
    (files) => copy(files, key, seg('02', 23)),
    [['segment-inserted', seg('02', 23)]],
  ],
];

const ATTACKS: Attack[] = [
  ...onSegments('a listed segment', LISTED),
  ...onSegments('a segment under a root', ROOTED),
  [
    'the first segment under a root changed',
    (files) => edit(files, seg('02', 8), falsified),
    [['segment-changed', seg('02', 8)]],
  ],
  [
    'the last segment under a root changed',
    (files) => edit(files, seg('02', 19), falsified),
    [['segment-changed', seg('02', 19)]],
  ],
  [
    'two listed segments swapped',
    (files) => swap(files, seg('01', 1), seg('01', 2)),
    [
      ['segment-reordered', seg('01', 1)],
      ['segment-reordered', seg('01', 2)],
    ],
  ],
  [
    'two segments under a root swapped',
    (files) => swap(files, seg('02', 9), seg('02', 12)),
    [
      ['segment-reordered', seg('02', 9)],
      ['segment-reordered', seg('02', 12)],
    ],
  ],
  [
    'a segment written over another',
    (files) => copy(files, seg('01', 1), seg('01', 2)),
    [['segment-reordered', seg('01', 2)]],
  ],
  [
    'upper case in a name',
    (files) => rename(files, LISTED, LISTED.replace('segment', 'Segment')),
    [['renamed', LISTED.replace('segment', 'Segment')]],
  ],

  ['a byte in a seal', (files) => flip(files, seal('01T23'), 40), [['seal-changed', seal('01T23')]]],
  [
    'a byte in the last seal, its form broken',
    (files) => flip(files, seal('02T02', 'us-east-1'), 0),
    [['seal-changed', seal('02T02', 'us-east-1')]],
  ],
  [
    'a byte in the last seal of a Region, which the other Region names',
    (files) => flip(files, seal('02T02'), 100),
    [['seal-changed', seal('02T02')]],
  ],
  [
    'a byte in the last signature of a Region, whose seal the other Region names',
    (files) => flip(files, sig('02T02'), 30),
    [['signature-invalid', sig('02T02')]],
  ],
  [
    'a line feed after a seal',
    (files) => files.set(seal('01T23'), Buffer.concat([bytesOf(files, seal('01T23')), Buffer.from('\n')])),
    [['seal-changed', seal('01T23')]],
  ],
  [
    'a seal with a text that has no canonical form',
    (files) => {
      const text = Buffer.from(bytesOf(files, seal('01T23'))).toString();
      files.set(seal('01T23'), Buffer.from(text.replace('arn:aws:kms', '\\ud800')));
    },
    [['seal-changed', seal('01T23')]],
  ],
  [
    'a seal emptied',
    (files) => files.set(seal('01T23'), new Uint8Array()),
    [['seal-changed', seal('01T23')]],
  ],
  ['a byte in a signature', (files) => flip(files, sig('01T23'), 20), [['signature-invalid', sig('01T23')]]],
  [
    'a byte in the last signature',
    (files) => flip(files, sig('02T02', 'us-east-1'), -1),
    [['signature-invalid', sig('02T02', 'us-east-1')]],
  ],
  [
    'a byte after a signature',
    (files) => files.set(sig('01T23'), Buffer.concat([bytesOf(files, sig('01T23')), Buffer.of(0)])),
    [['signature-invalid', sig('01T23')]],
  ],
  [
    'a signature emptied',
    (files) => files.set(sig('01T23'), new Uint8Array()),
    [['signature-invalid', sig('01T23')]],
  ],
  [
    'the other signature that the same numbers make',
    (files) => files.set(sig('01T23'), mirrored(bytesOf(files, sig('01T23')))),
    [['signature-invalid', sig('01T23')]],
  ],
  [
    'two signatures swapped',
    (files) => swap(files, sig('01T22'), sig('01T23')),
    [
      ['signature-invalid', sig('01T22')],
      ['signature-invalid', sig('01T23')],
    ],
  ],
  ['a signature removed', (files) => files.delete(sig('01T23')), [['signature-missing', sig('01T23')]]],
  ['a signature renamed', (files) => rename(files, sig('01T23'), sig('03T23')), [['renamed', sig('03T23')]]],
  [
    'a seal removed, its signature left',
    (files) => files.delete(seal('01T23')),
    [
      ['seal-missing', seal('01T23')],
      ['gap-in-time', seal('02T00')],
    ],
  ],
  ['a seal renamed', (files) => rename(files, seal('01T23'), seal('03T23')), [['renamed', seal('03T23')]]],
  [
    'a seal and its signature renamed',
    (files) => {
      rename(files, seal('01T23'), seal('03T23'));
      rename(files, sig('01T23'), sig('03T23'));
    },
    [['renamed', seal('03T23')]],
  ],
  [
    'two seals swapped',
    (files) => swap(files, seal('01T22'), seal('01T23')),
    [
      ['renamed', seal('01T22')],
      ['renamed', seal('01T23')],
    ],
  ],
  [
    'an old seal under a new name',
    (files) => {
      copy(files, seal('01T23'), seal('03T23'));
      copy(files, sig('01T23'), sig('03T23'));
    },
    [
      ['seal-replayed', seal('03T23')],
      ['seal-replayed', sig('03T23')],
    ],
  ],
  [
    'an old seal in place of a newer one',
    (files) => {
      copy(files, seal('01T23'), seal('02T01'));
      copy(files, sig('01T23'), sig('02T01'));
    },
    [
      ['seal-replayed', seal('02T01')],
      ['seal-replayed', sig('02T01')],
      ['gap-in-time', seal('02T02')],
    ],
  ],
  [
    'a seal in another Region',
    (files) => {
      copy(files, seal('01T23'), seal('03T23', 'us-east-1'));
      copy(files, sig('01T23'), sig('03T23', 'us-east-1'));
    },
    [
      ['seal-replayed', seal('03T23', 'us-east-1')],
      ['seal-replayed', sig('03T23', 'us-east-1')],
    ],
  ],
  [
    'a copy of a signature',
    (files) => copy(files, sig('01T23'), sig('03T23')),
    [['seal-replayed', sig('03T23')]],
  ],
  [
    'a seal signed again with another key',
    (files) => resign(files, seal('01T23')),
    [['signature-invalid', sig('01T23')]],
  ],
  [
    'a seal signed again with another key, which the archive names',
    async (files) => {
      await resign(files, seal('01T23'));
      files.set('public-key.pem', Buffer.from(otherSigner.publicKeyPem));
    },
    [
      ['public-key-differs', 'public-key.pem'],
      ['wrong-key', seal('01T23')],
    ],
  ],
  [
    'a seal falsified and signed again',
    (files) => resign(files, seal('01T23'), otherSigner, (old) => ({ ...old, packDigest: 'b'.repeat(64) })),
    [['seal-changed', seal('01T23')]],
  ],

  [
    'an hour removed',
    (files) => {
      for (const key of [seal('01T23'), sig('01T23'), seg('01', 6), seg('01', 7)]) files.delete(key);
    },
    [['gap-in-time', seal('02T00')]],
  ],
  [
    'the seals of an hour removed, its segments left',
    (files) => {
      files.delete(seal('01T23'));
      files.delete(sig('01T23'));
    },
    [['gap-in-time', seal('02T00')]],
  ],
  [
    'a silent hour removed',
    (files) => {
      files.delete(seal('02T00'));
      files.delete(sig('02T00'));
    },
    [['gap-in-time', seal('02T01')]],
  ],
  [
    'the beginning removed',
    (files) => {
      for (const key of [seal('01T21'), sig('01T21'), seg('01', 1), seg('01', 2)]) files.delete(key);
    },
    [['beginning-missing', seal('01T22')]],
  ],
  [
    'the last hour of one Region removed, which the other Region knows of',
    (files) => {
      for (const key of [seal('02T02'), sig('02T02'), seg('02', 20), seg('02', 21), seg('02', 22)])
        files.delete(key);
    },
    [['tail-missing', `seals/${ACCOUNT}/eu-central-1/`]],
  ],
  [
    'a whole Region removed',
    (files) => {
      drop(files, `seals/${ACCOUNT}/us-east-1/`);
      drop(files, `evidence/${ACCOUNT}/us-east-1/`);
    },
    [['tail-missing', `seals/${ACCOUNT}/us-east-1/`]],
  ],
  [
    'the seals of a Region removed',
    (files) => drop(files, `seals/${ACCOUNT}/us-east-1/`),
    [
      ['seal-missing', `seals/${ACCOUNT}/us-east-1/`],
      ['tail-missing', `seals/${ACCOUNT}/us-east-1/`],
    ],
  ],

  ['a byte in index.json', (files) => flip(files, 'index.json', 30), [['index-differs', 'index.json']]],
  ['index.json removed', (files) => files.delete('index.json'), [['index-differs', 'index.json']]],
  [
    'index.json renamed',
    (files) => rename(files, 'index.json', 'Index.json'),
    [
      ['index-differs', 'index.json'],
      ['renamed', 'Index.json'],
    ],
  ],
  [
    'a byte in public-key.pem',
    (files) => flip(files, 'public-key.pem', 60),
    [['public-key-differs', 'public-key.pem']],
  ],
  [
    'the line feed after public-key.pem',
    (files) => files.set('public-key.pem', bytesOf(files, 'public-key.pem').subarray(0, -1)),
    [['public-key-differs', 'public-key.pem']],
  ],
  [
    'public-key.pem removed',
    (files) => files.delete('public-key.pem'),
    [['public-key-differs', 'public-key.pem']],
  ],
  [
    'a foreign file',
    (files) => files.set('evidence/.DS_Store', Buffer.from('x')),
    [['foreign-file', 'evidence/.DS_Store']],
  ],
  [
    'an empty folder',
    (files) => files.set('evidence/new/', new Uint8Array()),
    [['foreign-file', 'evidence/new/']],
  ],
  [
    'a segment of an account that has no seals',
    (files) => files.set(LISTED.replace(ACCOUNT, '999999999999'), bytesOf(files, LISTED)),
    [
      ['seal-missing', 'seals/999999999999/eu-central-1/'],
      ['segment-inserted', LISTED.replace(ACCOUNT, '999999999999')],
    ],
  ],
];

describe('verification of an archive', () => {
  it('passes one that nobody touched, and says how far it is proven', async () => {
    const report = await check(made.files);
    expect(report).toMatchObject({
      status: 'proven',
      problems: [],
      counts: { files: made.files.size, seals: 12, segments: 34, records: 616 },
      provenUntil: '2026-03-02T02:00:00.000Z',
      head: made.head,
    });
    expect(report.notes.map(({ kind }) => kind)).toEqual(['tail-not-proven']);
  });

  it.each(ATTACKS)('names %s', async (_, attack, named) => {
    const files: Files = new Map(made.files);
    await attack(files);
    const report = await check(files);
    expect(report.problems.map(({ kind, key }) => [kind, key])).toEqual(named);
    expect(report.status).toBe('failed');
  });

  const SHARD = `${ACCOUNT}/eu-central-1`;

  it.each<[string, string]>([
    ['a byte in the content of a listed segment', 'its content is not what was sealed'],
    [
      'a listed segment packed again, with the same records',
      'its compressed bytes were changed; the records in it are the same',
    ],
    [
      'a byte in the content of a segment under a root',
      'its content or its compressed bytes are not what was sealed',
    ],
    ['the last segment under a root changed', 'its content or its compressed bytes are not what was sealed'],
    ['a listed segment removed', 'a seal names it and it is not there'],
    ['a listed segment under another number', `it is ${LISTED} under another name`],
    ['a segment under a root under another number', `it is the segment ${ROOTED} under another name`],
    [
      "a copy of a listed segment in another day's folder",
      `no seal names it: it holds segment 6, which belongs at ${LISTED}`,
    ],
    ['two listed segments swapped', `it holds segment 1, which belongs at ${seg('01', 1)}`],
    ['a byte in a seal', 'the seal was changed after it was signed'],
    ['a byte in a signature', 'the seal itself is intact, its signature was changed or replaced'],
    [
      'a byte in the last signature',
      `it does not fit ${seal('02T02', 'us-east-1')}: one of the two was changed, or signed by another key`,
    ],
    ['a signature removed', `the seal ${seal('01T23')} has no signature, so it proves nothing`],
    ['a signature renamed', `it is the signature ${sig('01T23')} under another name`],
    ['a seal removed, its signature left', 'its signature is there, the seal is not'],
    ['a seal renamed', `it is the seal ${seal('01T23')} under another name`],
    ['an old seal under a new name', `it is an old seal put in again: a copy of ${seal('01T23')}`],
    ['an old seal under a new name', `it is a copy of the signature ${sig('01T23')}`],
    [
      'an hour removed',
      `no seal covers ${SHARD} from 2026-03-01T22:00:00.000Z to 2026-03-01T23:00:00.000Z; seals missing: 1`,
    ],
    [
      'the beginning removed',
      `the archive of ${SHARD} begins with seal 2; the 1 before 2026-03-01T21:00:00.000Z are missing`,
    ],
    ['the seals of a Region removed', `no seal covers ${ACCOUNT}/us-east-1: nothing of it is proven`],
    ['a byte in index.json', 'it is not what the seals say it was'],
    ['index.json removed', 'it is missing'],
    ['a byte in public-key.pem', 'it is not the key you brought'],
    ['public-key.pem removed', 'it is missing'],
    ['a foreign file', 'it does not belong to an evidence archive'],
  ])('says of %s: %s', async (name, message) => {
    const [, attack] = ATTACKS.find(([each]) => each === name) ?? [];
    const files: Files = new Map(made.files);
    await attack?.(files);
    expect((await check(files)).problems.map((problem) => problem.message)).toContain(message);
  });

  it('says of a seal that is signed with another key which one it names', async () => {
    const files: Files = new Map(made.files);
    files.set('public-key.pem', Buffer.from(otherSigner.publicKeyPem));
    const fingerprint = 'f'.repeat(64);
    await resign(files, seal('01T23'), otherSigner, (old) => ({ ...old, key: { ...old.key, fingerprint } }));
    const trusted = (await check(made.files)).fingerprint?.slice(0, 12);
    expect((await check(files)).problems.at(-1)).toEqual({
      kind: 'wrong-key',
      key: seal('01T23'),
      message: `it is signed by another key (it names ffffffffffff…) than the one you brought (${trusted}…)`,
    });
  });

  it('proves the hours before a fault and none after it', async () => {
    const files: Files = new Map(made.files);
    flip(files, LISTED, 200);
    const report = await check(files);
    expect(report.shards.map(({ provenUntil }) => provenUntil)).toEqual([
      '2026-03-01T22:00:00.000Z',
      '2026-03-02T02:00:00.000Z',
    ]);
    expect(report.provenUntil).toBe('2026-03-01T22:00:00.000Z');
  });

  it('is proven up to where its shard is that is proven least, and its head is the newest seal of all', async () => {
    const files: Files = new Map(made.files);
    files.delete(seal('02T02', 'us-east-1'));
    files.delete(sig('02T02', 'us-east-1'));
    const report = await check(files);
    expect(report.provenUntil).toBe('2026-03-02T01:00:00.000Z');
    expect(report.head).toBe(sha256(bytesOf(made.files, seal('02T02'))));
    expect(report.shards.map(({ region, head }) => [region, head])).toEqual([
      ['eu-central-1', sha256(bytesOf(made.files, seal('02T02')))],
      ['us-east-1', sha256(bytesOf(made.files, seal('02T01', 'us-east-1')))],
    ]);
    flip(files, sig('01T21'), 30);
    expect((await check(files)).provenUntil).toBeNull();
  });

  it.each([home, away])('is proven from where its shard begins that begins last: %j', async ({ region }) => {
    const files: Files = new Map(made.files);
    files.delete(seal('01T21', region));
    files.delete(sig('01T21', region));
    const report = await check(files);
    expect(report.provenFrom).toBe('2026-03-01T21:00:00.000Z');
    expect(report.shards.map((shard) => shard.provenFrom)).toEqual(
      [home, away].map((shard) => `2026-03-01T${shard.region === region ? '21:00' : '20:10'}:00.000Z`),
    );
  });

  it('of one shard is proven from where that begins', async () => {
    const files: Files = new Map([...made.files].filter(([key]) => !key.includes(away.region)));
    expect((await check(files)).provenFrom).toBe('2026-03-01T20:10:00.000Z');
  });

  it('is proven from no time where no seal is valid', async () => {
    const files: Files = new Map([...made.files].filter(([key]) => !key.endsWith('.sig')));
    const report = await check(files);
    expect(report).not.toHaveProperty('provenFrom');
    expect(report.shards).toHaveLength(2);
    for (const shard of report.shards) expect(shard).not.toHaveProperty('provenFrom');
  });

  it.each([
    ['the first of all', ['01T21'], home.region],
    ['the first and the last of a Region', ['01T21', '02T02'], away.region],
  ])('has a real seal for its head, where a file that is none is signed too: %s', async (_where, times, region) => {
    const files: Files = new Map(made.files);
    const nonsense = Buffer.from('nonsense');
    for (const time of times) {
      files.set(seal(time, region), nonsense);
      files.set(sig(time, region), normalSignature(await made.signer.sign(nonsense)));
    }
    // One seal is to be the newest of all.
    if (region === home.region) for (const kind of [seal, sig]) files.delete(kind('02T02', away.region));
    expect((await check(files)).head).toBe(sha256(bytesOf(made.files, seal('02T02'))));
  });

  it('passes whatever the order in which files are listed', async () => {
    const files: Files = new Map([...made.files].reverse());
    expect((await check(files)).status).toBe('proven');
  });
});

describe('the end of an archive', () => {
  const cut = (): Files => {
    const files: Files = new Map(made.files);
    for (const region of ['eu-central-1', 'us-east-1']) {
      files.delete(seal('02T02', region));
      files.delete(sig('02T02', region));
    }
    for (const key of [
      seg('02', 20),
      seg('02', 21),
      seg('02', 22),
      seg('02', 11, 'us-east-1'),
      seg('02', 12, 'us-east-1'),
    ])
      files.delete(key);
    return files;
  };

  it('cut off in every Region is proven up to the cut, and the report says that no more is known', async () => {
    const report = await check(cut());
    expect(report).toMatchObject({ status: 'proven', provenUntil: '2026-03-02T01:00:00.000Z' });
    expect(report.notes[0]?.message).toContain('up to 2026-03-02T01:00:00.000Z');
  });

  it.each<[string, Partial<VerifyOptions>, Named[]]>([
    ['a published head', { head: made.head }, [['tail-missing', 'seals/']]],
    [
      'a time',
      { until: '2026-03-02T02:00:00Z' },
      [
        ['tail-missing', `seals/${ACCOUNT}/eu-central-1/`],
        ['tail-missing', `seals/${ACCOUNT}/us-east-1/`],
      ],
    ],
  ])('cut off is named with %s', async (_, options, named) => {
    const report = await check(cut(), options);
    expect(report.problems.map(({ kind, key }) => [kind, key])).toEqual(named);
    expect(report.status).toBe('failed');
  });

  it('is proven with the published head, in either case, and with a time', async () => {
    const report = await check(made.files, {
      head: [made.head.toUpperCase()],
      until: '2026-03-02T02:00:00Z',
    });
    expect(report).toMatchObject({ status: 'proven', notes: [] });
  });

  it('is proven with a head that was published long ago', async () => {
    const old = sha256(bytesOf(made.files, seal('01T22')));
    expect((await check(made.files, { head: old })).status).toBe('proven');
  });

  it('tells a changed last seal from a changed signature by the published head', async () => {
    const files: Files = new Map(made.files);
    flip(files, sig('02T02', 'us-east-1'), 30);
    const report = await check(files, { head: made.head });
    expect(report.problems.map(({ kind, key }) => [kind, key])).toEqual([
      ['signature-invalid', sig('02T02', 'us-east-1')],
    ]);
    expect(report.problems[0]?.message).toContain('intact');
  });
});

describe('an archive that cannot be judged', () => {
  it.each<[string, Files]>([
    ['an empty folder', new Map()],
    ['a folder of other things', new Map([['README.md', Buffer.from('hello')]])],
    ['a lone index.json', new Map([['index.json', Buffer.from('{}')]])],
  ])('%s is unusable, not proven', async (_, files) => {
    const report = await check(files);
    expect(report.status).toBe('unusable');
    expect(report.problems.map(({ kind }) => kind)).toEqual(['not-an-archive']);
  });

  it.each([
    ['nonsense'],
    [''],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ])('the key %j is unusable', async (publicKeyPem) => {
    const report = await check(made.files, { publicKeyPem });
    expect(report).toMatchObject({ status: 'unusable', problems: [{ kind: 'unusable-key' }] });
  });

  const nothing = {
    notes: [],
    shards: [],
    counts: { files: 0, seals: 0, segments: 0, records: 0 },
    provenUntil: null,
    head: null,
  };

  it('one without a usable key says so, and nothing else', async () => {
    const message = 'the public key you brought is no P-256 public key in PEM';
    expect(await check(made.files, { publicKeyPem: 'nonsense' })).toEqual({
      status: 'unusable',
      problems: [{ kind: 'unusable-key', key: '', message }],
      ...nothing,
      fingerprint: null,
    });
  });

  it('one that is none says so, and nothing else', async () => {
    const { fingerprint } = await check(made.files);
    const message = 'none of its 1 files has a name of an evidence archive (seals/…, evidence/…, index.json)';
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(await check(new Map([['public-key.pem', Buffer.from('x')]]))).toEqual({
      status: 'unusable',
      problems: [{ kind: 'not-an-archive', key: '', message }],
      ...nothing,
      fingerprint,
    });
  });

  it('one that has only begun proves nothing', async () => {
    const begun = new Map([...made.files].filter(([key]) => !key.includes('/')));
    expect([...begun.keys()].sort()).toEqual(['index.json', 'public-key.pem']);
    expect(await check(begun)).toMatchObject({
      status: 'unusable',
      problems: [],
      counts: { files: 2, seals: 0 },
      provenUntil: null,
      head: null,
    });
    expect(await check(begun)).not.toHaveProperty('provenFrom');
  });

  it.each<[string, (text: string) => string, readonly string[]]>([
    ['as it was', (text) => text, []],
    ['with another name of the key', (text) => text.replace('0f7c2f0e', '1f7c2f0e'), []],
    ['of another key', (text) => text.replace(/[0-9a-f]{64}/, 'f'.repeat(64)), ['index-differs']],
    ['whose key is a text', () => '{"key":"x"}', ['index-differs']],
    ['that is no JSON', () => 'nonsense', ['index-differs']],
  ])('one that has only begun has an index of its first key: %s', async (_name, change, kinds) => {
    const text = Buffer.from(bytesOf(made.files, 'index.json')).toString();
    const begun = new Map([...made.files].filter(([key]) => !key.includes('/')));
    begun.set('index.json', Buffer.from(change(text)));
    expect((await check(begun)).problems.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('one without seals and the first key has nothing that its index could be of', async () => {
    const left = new Map([...made.files].filter(([key]) => key === 'index.json' || key === seg('01', 1)));
    const report = await check(left);
    expect(report.status).toBe('failed');
    expect(report.problems.map(({ kind }) => kind)).toEqual(['public-key-differs', 'seal-missing']);
  });

  it('another key than that of the archive is told by what its seals name', async () => {
    const files: Files = new Map(made.files);
    const { fingerprint } = await check(made.files);
    const { fingerprint: brought } = await check(made.files, { publicKeyPem: otherSigner.publicKeyPem });
    files.set(seal('02T02'), new Uint8Array());
    const { problems } = await check(made.files, { publicKeyPem: otherSigner.publicKeyPem });
    expect(problems.at(-1)?.message).toBe(
      `none of the 12 seals is signed by the key you brought, ${brought}; they name ${fingerprint}`,
    );
    expect((await check(files, { publicKeyPem: otherSigner.publicKeyPem })).status).toBe('failed');
  });

  it('all keys that were brought are told, and all that seals name, also where one is none', async () => {
    const files: Files = new Map(made.files);
    const nonsense = Buffer.from('nonsense');
    files.set(seal('01T21'), nonsense);
    files.set(sig('01T21'), normalSignature(await made.signer.sign(nonsense)));
    const named = 'f'.repeat(64);
    await resign(files, seal('01T22'), made.signer, (old) => ({
      ...old,
      key: { ...old.key, fingerprint: named },
    }));
    const { fingerprint } = await check(made.files);
    const brought = [otherSigner, testSigner()].map(({ publicKeyPem }) => publicKeyPem);
    const prints = brought.map((pem) => readPublicKey(pem)?.fingerprint);
    const { problems } = await check(files, { publicKeyPem: brought });
    expect(problems.at(-1)?.message).toBe(
      `none of the 12 seals is signed by the key you brought, ${prints.join(', ')}; they name none, ${named}, ${fingerprint}`,
    );
  });

  it('another key than that of the archive fails in one sentence, not one a seal', async () => {
    const report = await check(made.files, { publicKeyPem: otherSigner.publicKeyPem });
    expect(report.problems.map(({ kind, key }) => [kind, key])).toEqual([
      ['public-key-differs', 'public-key.pem'],
      ['wrong-key', ''],
    ]);
    expect(report).toMatchObject({
      status: 'failed',
      provenUntil: null,
      head: null,
      counts: { seals: 0, records: 0 },
    });
  });

  it('a half-copied one names every file that is missing', async () => {
    const files: Files = new Map(
      [...made.files].filter(([key]) => !key.startsWith(`evidence/${ACCOUNT}/eu-central-1/2026/03/02`)),
    );
    const report = await check(files);
    expect(report.status).toBe('failed');
    expect(report.problems.filter(({ kind }) => kind === 'segment-missing')).toHaveLength(15);
    expect(report.shards[0]?.provenUntil).toBe('2026-03-02T00:00:00.000Z');
  });

  it.each<[string, string]>([
    ['its seals', 'evidence/'],
    ['its evidence', 'seals/'],
  ])('one without %s does not pass', async (_, kept) => {
    const files: Files = new Map([...made.files].filter(([key]) => key.startsWith(kept)));
    expect((await check(files)).status).toBe('failed');
  });

  it('what lies over a file is named', async () => {
    const source = { ...sourceOf(made.files), covers: () => [{ key: LISTED, message: 'a delete marker' }] };
    const report = await verifyArchive(source, { publicKeyPem: made.signer.publicKeyPem });
    expect(report.problems).toEqual([{ kind: 'covered', key: LISTED, message: 'a delete marker' }]);
  });

  it.each(['public-key.pem', 'index.json'])('%s that cannot be read is named, once', async (key) => {
    const source = sourceOf(made.files);
    const read = (name: string) => (name === key ? Promise.reject(new Error('torn')) : source.read(name));
    const report = await verifyArchive({ ...source, read }, { publicKeyPem: made.signer.publicKeyPem });
    expect(report.problems).toEqual([
      { kind: 'unreadable', key, message: 'it is listed but cannot be read: torn' },
    ]);
  });

  it.each<[string, (files: Files) => unknown, readonly string[]]>([
    [
      'is renamed where it is nowhere else',
      (files) => rename(files, 'public-key.pem', 'key.pem'),
      [
        'public-key-differs public-key.pem: it is missing',
        'renamed key.pem: it is public-key.pem under another name',
      ],
    ],
    [
      'is a foreign file where it is in its place too',
      (files) => copy(files, 'public-key.pem', 'key.pem'),
      ['foreign-file key.pem: it does not belong to an evidence archive'],
    ],
    [
      'is a foreign file where another has its place, and where it is there twice',
      (files) => {
        rename(files, 'public-key.pem', 'a.pem');
        copy(files, 'a.pem', 'b.pem');
      },
      [
        'public-key-differs public-key.pem: it is missing',
        'renamed a.pem: it is public-key.pem under another name',
        'foreign-file b.pem: it does not belong to an evidence archive',
      ],
    ],
  ])('the public key under another name %s', async (_name, attack, words) => {
    const files: Files = new Map(made.files);
    await attack(files);
    const { problems } = await check(files);
    expect(problems.map(({ kind, key, message }) => `${kind} ${key}: ${message}`)).toEqual(words);
  });

  it('one whose only seal is broken misses its index all the same', async () => {
    const files: Files = new Map(
      [...made.files].filter(([key]) => !key.includes('/') || key.includes('20260301T210000Z')),
    );
    for (const region of ['eu-central-1', 'us-east-1']) flip(files, sig('01T21', region), 30);
    files.delete('index.json');
    const { problems } = await check(files);
    expect(problems).toContainEqual({ kind: 'index-differs', key: 'index.json', message: 'it is missing' });
  });

  it('a file that cannot be read is named', async () => {
    const source = sourceOf(made.files);
    const report = await verifyArchive(
      {
        ...source,
        read: (key) => (key === LISTED ? Promise.reject(new Error('input/output error')) : source.read(key)),
      },
      { publicKeyPem: made.signer.publicKeyPem },
    );
    expect(report.problems).toMatchObject([
      { kind: 'unreadable', key: LISTED, message: expect.stringContaining('input/output error') },
    ]);
  });
});

describe('an archive signed by its own key is still checked', () => {
  const begin = Date.parse('2026-03-01T20:00:00.000Z');

  async function written(records: Parameters<ReturnType<typeof createArchiveWriter>['append']>[1]) {
    const files: Files = new Map();
    let now = begin;
    const writer = createArchiveWriter({
      store: storeIn(files),
      signer: made.signer,
      clock: () => new Date(now),
      packDigest: () => 'a'.repeat(64),
    });
    await writer.append(home, records);
    now += 60_000;
    await writer.seal();
    return files;
  }

  const record = recordAt(new Date(begin), 1);
  const resource = { type: 'T', id: 'x', partition: 'aws', account: '444455556666', region: 'us-east-1' };

  it.each<[string, object, ProblemKind, string]>([
    ['a record from a newer version', { schema: 'assay.evidence/2' }, 'record-newer-version', 'unusable'],
    ['a record from the future', { recordedAt: '2026-03-01T21:00:00.000Z' }, 'clock-skew', 'failed'],
    ['a record without a time', { recordedAt: 'yesterday' }, 'clock-skew', 'failed'],
    ['a record about another account', { resource }, 'foreign-account', 'failed'],
  ])('for %s', async (_, member, kind, status) => {
    const report = await check(await written([record, { ...record, ...member }, record]));
    expect(report.problems).toMatchObject([{ kind, key: seg('01', 1) }]);
    expect(report.problems[0]?.message).toMatch(/^record 2: /);
    expect(report).toMatchObject({ status, provenUntil: null });
  });

  it.each<[string, (old: Seal) => Seal, Partial<VerifyOptions>, ProblemKind]>([
    [
      'a newer version',
      (old) => ({ ...old, schema: 'assay.seal/2' }) as unknown as Seal,
      {},
      'record-newer-version',
    ],
    [
      'a period that ends before it begins',
      (old) => ({ ...old, from: '2026-03-01T20:02:00.000Z' }),
      {},
      'clock-skew',
    ],
    [
      'a time before its period ends',
      (old) => ({ ...old, created: '2026-03-01T19:00:00.000Z' }),
      {},
      'clock-skew',
    ],
    ['a time that is still to come', (old) => old, { now: new Date('2025-01-01') }, 'clock-skew'],
    [
      'an account that was not expected',
      (old) => old,
      { expectedAccount: '444455556666' },
      'foreign-account',
    ],
    [
      'a seal before it that is not there',
      (old) => ({ ...old, previous: 'c'.repeat(64) }),
      {},
      'chain-broken',
    ],
    [
      'records before it that are not there',
      (old) => ({ ...old, records: { first: 5, count: 1 } }),
      {},
      'sequence-gap',
    ],
    ['a wrong count of records', (old) => ({ ...old, records: { first: 1, count: 7 } }), {}, 'sequence-gap'],
    [
      'a root over other segments',
      (old) => ({ ...old, segments: { ...old.segments, root: 'd'.repeat(64) } }),
      {},
      'chain-broken',
    ],
  ])('for a seal with %s', async (_, change, options, kind) => {
    const files = await written([record]);
    const key = [...files.keys()].find((name) => name.startsWith('seals/') && name.endsWith('.json')) ?? '';
    await resign(files, key, made.signer, change);
    const report = await check(files, options);
    expect(report.problems.map((problem) => [problem.kind, problem.key])).toContainEqual([kind, key]);
    expect(report.status).not.toBe('proven');
  });
});

describe('segments that wait for their seal', () => {
  async function waiting() {
    let now = Date.parse('2026-03-01T20:00:00.000Z');
    const fresh: Files = new Map();
    const writer = createArchiveWriter({
      store: storeIn(fresh),
      signer: made.signer,
      clock: () => new Date(now),
      packDigest: () => 'a'.repeat(64),
      recordsPerSegment: 5,
    });
    const five = () => Array.from({ length: 5 }, (_, index) => recordAt(new Date(now), index));
    await writer.append(away, five());
    now += 600_000;
    await writer.seal();
    now += 600_000;
    await writer.append(away, five());
    await writer.append(away, five());
    return fresh;
  }

  it('are noted and prove nothing', async () => {
    const report = await check(await waiting());
    expect(report).toMatchObject({
      status: 'proven',
      counts: { segments: 1, records: 5 },
      provenUntil: '2026-03-01T20:10:00.000Z',
    });
    expect(report.notes).toMatchObject([{ kind: 'not-sealed-yet' }, { kind: 'tail-not-proven' }]);
    expect(report.notes[0]?.message).toMatch(/^2 segments/);
  });

  const third = seg('01', 3, 'us-east-1');
  const second = seg('01', 2, 'us-east-1');

  it.each<[string, (files: Files) => unknown, Named[]]>([
    ['the gzip header', (files) => flip(files, third, 4), [['segment-changed', third]]],
    ['a byte', (files) => flip(files, third, 100), [['segment-changed', third]]],
    [
      'a record of the first one',
      (files) => files.set(second, rewriteOurs(files, second)),
      [['segment-inserted', third]],
    ],
    ['their beginning, gone', (files) => files.delete(second), [['segment-inserted', third]]],
  ])('are named where they do not follow: %s', async (_, attack, named) => {
    const files = await waiting();
    attack(files);
    expect((await check(files)).problems.map(({ kind, key }) => [kind, key])).toEqual(named);
  });

  function rewriteOurs(files: Files, key: string): Uint8Array {
    const bytes = Uint8Array.from(
      rewrite(bytesOf(files, key), (lines) => lines.map((line) => line.replace('notebook-3', 'notebook-4'))),
    );
    bytes.set(bytesOf(files, key).subarray(0, 10));
    return bytes;
  }
});
