import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import {
  laterPublicKeyKey,
  lookupKey,
  packKey,
  placeOf,
  sealKey,
  settingsKey,
  shardName,
  signatureKey,
} from '../../../engine/evidence/layout.ts';
import type { ProblemKind, VerifyReport } from '../../../engine/evidence/report.ts';
import { parseSeal, type Seal } from '../../../engine/evidence/seal.ts';
import { openSegment } from '../../../engine/evidence/segment.ts';
import { normalSignature, readPublicKey } from '../../../engine/evidence/signature.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { type Files, rewrite, sourceOf, testSigner } from './archive.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';
import { keys, keysOf, makeThousand } from './thousand.ts';

const whole = await makeThousand();
const stranger = testSigner();
const publicKeyPem = keys.map((key) => key.publicKeyPem);
const [segments, seals, signatures, lookups] = (['segment', 'seal', 'signature', 'lookup'] as const).map(
  (kind) => keysOf(whole, kind),
) as [string[], string[], string[], string[]];

/** Hashes of the last seal of each Region, as somebody outside keeps them. */
const published = [...new Set(seals.map((key) => key.split('/')[2] ?? ''))].map((region) =>
  sha256(bytesOf(whole, seals.filter((key) => key.includes(`/${region}/`)).at(-1) ?? '')),
);

const verify = (files: Files): Promise<VerifyReport> =>
  verifyArchive(sourceOf(files), { publicKeyPem, head: published });

type Named = readonly [kind: ProblemKind, key: string];

/** One attack on one item, and what must be said: all of it, and of nothing but that item. */
interface Attack {
  readonly name: string;
  readonly on: readonly string[];
  readonly do: (files: Files, key: string) => unknown;
  /** Any one of these. */
  readonly named: (key: string) => readonly Named[];
}

const sealOf = (key: string): Seal => {
  const seal = parseSeal(bytesOf(whole, key));
  if (!seal) throw new Error(`${key} is no seal`);
  return seal;
};
const neighbour = (list: readonly string[], key: string, by: number): string | undefined => {
  const other = list[list.indexOf(key) + by];
  return other?.split('/')[2] === key.split('/')[2] ? other : undefined;
};
const hasNext = (list: readonly string[]) => list.filter((key) => neighbour(list, key, 1) !== undefined);
const hasBefore = (list: readonly string[]) => list.filter((key) => neighbour(list, key, -1) !== undefined);
const next = (list: readonly string[], key: string): string => neighbour(list, key, 1) ?? '';
const before = (list: readonly string[], key: string): string => neighbour(list, key, -1) ?? '';

function swap(files: Files, a: string, b: string): void {
  const [first, second] = [bytesOf(files, a), bytesOf(files, b)];
  files.set(a, second).set(b, first);
}

const lines = (files: Files, key: string, change: (all: string[]) => string[]) =>
  files.set(key, rewrite(bytesOf(files, key), change));

const numbered = (key: string, number: number): string =>
  key.replace(/segment-\d{12}/, `segment-${String(number).padStart(12, '0')}`);
const later = (key: string): string => key.replace(/\d{8}T/, '20260401T');

async function resign(files: Files, key: string, change: (seal: string) => string): Promise<void> {
  const bytes = Buffer.from(change(Buffer.from(bytesOf(files, key)).toString()));
  files.set(key, bytes).set(signatureKey(key), normalSignature(await stranger.sign(bytes)));
}

const namingStranger = (seal: string): string =>
  seal.replace(
    /"fingerprint":"[0-9a-f]{64}"/,
    `"fingerprint":"${readPublicKey(stranger.publicKeyPem)?.fingerprint}"`,
  );

/** A seal with its signature, its lookup and all its segments. */
function removeHour(files: Files, key: string): void {
  const { first, count } = sealOf(key).segments;
  for (const each of [key, signatureKey(key), lookupKey(key)]) files.delete(each);
  for (const segment of segments.filter((each) => each.split('/')[2] === key.split('/')[2])) {
    const { number = 0 } = openSegment(bytesOf(whole, segment)).header ?? {};
    if (number >= first && number < first + count) files.delete(segment);
  }
}

/** Where an hour is missing, the next says so; at the end, what was published outside and other Regions' seals. */
const hourGone = (key: string): readonly Named[] => [
  ['gap-in-time', next(seals, key)],
  ['beginning-missing', next(seals, key)],
  ['tail-missing', 'seals/'],
];

/** Nothing after the last seal says whether it was changed, or its signature. */
const changed = (key: string): readonly Named[] =>
  hasNext(seals).includes(key)
    ? [['seal-changed', key]]
    : [
        ['seal-changed', key],
        ['signature-invalid', signatureKey(key)],
      ];

const segmentAttacks: readonly Attack[] = [
  {
    name: 'a byte in the content',
    on: segments,
    do: (files, key) =>
      lines(files, key, (all) => all.map((line, at) => (at === 1 ? line.replace('2026', '2025') : line))),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'a byte in the gzip header',
    on: segments,
    do: (files, key) => flip(files, key, 4),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'the system in the gzip header',
    on: segments,
    do: (files, key) => flip(files, key, 9),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'its last byte',
    on: segments,
    do: (files, key) => flip(files, key, -1),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'a record dropped',
    on: segments,
    do: (files, key) => lines(files, key, (all) => all.toSpliced(3, 1)),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'a record inserted',
    on: segments,
    do: (files, key) => lines(files, key, (all) => all.toSpliced(3, 0, all[2] ?? '')),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'two records swapped',
    on: segments,
    do: (files, key) => lines(files, key, (all) => all.with(2, all[3] ?? '').with(3, all[2] ?? '')),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'dropped',
    on: segments,
    do: (files, key) => files.delete(key),
    named: (key) => [['segment-missing', key]],
  },
  {
    name: 'emptied',
    on: segments,
    do: (files, key) => files.set(key, new Uint8Array()),
    named: (key) => [['segment-changed', key]],
  },
  {
    name: 'renamed',
    on: segments,
    do: (files, key) => rename(files, key, numbered(key, 999)),
    named: (key) => [['renamed', numbered(key, 999)]],
  },
  {
    name: 'inserted once more',
    on: segments,
    do: (files, key) => copy(files, key, numbered(key, 999)),
    named: (key) => [['segment-inserted', numbered(key, 999)]],
  },
  {
    name: 'swapped with the next',
    on: hasNext(segments),
    do: (files, key) => swap(files, key, next(segments, key)),
    named: (key) => [['segment-reordered', key]],
  },
  {
    name: 'replaced by the next',
    on: hasNext(segments),
    do: (files, key) => copy(files, next(segments, key), key),
    named: (key) => [['segment-reordered', key]],
  },
];

const sealAttacks: readonly Attack[] = [
  {
    name: 'a byte changed',
    on: seals,
    do: (files, key) => flip(files, key, Buffer.from(bytesOf(files, key)).indexOf('"root":"') + 10),
    named: changed,
  },
  {
    name: 'its first byte changed',
    on: seals,
    do: (files, key) => flip(files, key, 0),
    named: (key) => [['seal-changed', key]],
  },
  {
    name: 'dropped',
    on: seals,
    do: (files, key) => files.delete(key),
    named: (key) => [['seal-missing', key]],
  },
  {
    name: 'dropped with its signature',
    on: seals,
    do: (files, key) => {
      files.delete(key);
      files.delete(signatureKey(key));
    },
    named: hourGone,
  },
  {
    name: 'renamed',
    on: seals,
    do: (files, key) => rename(files, key, later(key)),
    named: (key) => [['renamed', later(key)]],
  },
  {
    name: 'replayed at a later time',
    on: seals,
    do: (files, key) => {
      copy(files, key, later(key));
      copy(files, signatureKey(key), signatureKey(later(key)));
    },
    named: (key) => [['seal-replayed', later(key)]],
  },
  {
    name: 'replaced by the one before',
    on: hasBefore(seals),
    do: (files, key) => {
      copy(files, before(seals, key), key);
      copy(files, signatureKey(before(seals, key)), signatureKey(key));
    },
    named: (key) => [['seal-replayed', key]],
  },
  {
    name: 'signed anew with another key',
    on: seals,
    do: (files, key) => resign(files, key, (seal) => seal),
    named: (key) => [['signature-invalid', signatureKey(key)]],
  },
  {
    name: 'naming another key, and signed with it',
    on: seals,
    do: (files, key) => resign(files, key, namingStranger),
    named: (key) => [['wrong-key', key]],
  },
  { name: 'removed with all of its hour', on: seals, do: removeHour, named: hourGone },
  {
    name: 'removed with all before it',
    on: hasNext(seals),
    do: (files, key) => {
      for (let each: string | undefined = key; each !== undefined; each = neighbour(seals, each, -1))
        removeHour(files, each);
    },
    named: (key) => [['beginning-missing', next(seals, key)]],
  },
  {
    name: 'removed with all after it',
    on: seals,
    do: (files, key) => {
      for (let each: string | undefined = key; each !== undefined; each = neighbour(seals, each, 1))
        removeHour(files, each);
    },
    named: () => [['tail-missing', 'seals/']],
  },
];

const others: readonly Attack[] = [
  {
    name: 'a byte changed',
    on: signatures,
    do: (files, key) => flip(files, key, 12),
    named: (key) => [['signature-invalid', key]],
  },
  {
    name: 'dropped',
    on: signatures,
    do: (files, key) => files.delete(key),
    named: (key) => [['signature-missing', key]],
  },
  {
    name: 'swapped with the next',
    on: hasNext(signatures),
    do: (files, key) => swap(files, key, next(signatures, key)),
    named: (key) => [['signature-invalid', key]],
  },
  {
    name: 'a byte changed',
    on: lookups,
    do: (files, key) => flip(files, key, 30),
    named: (key) => [['lookup-differs', key]],
  },
  {
    name: 'swapped with the next',
    on: hasNext(lookups),
    do: (files, key) => swap(files, key, next(lookups, key)),
    named: (key) => [['lookup-differs', key]],
  },
  {
    name: 'inserted at another time',
    on: lookups,
    do: (files, key) => copy(files, key, later(key)),
    named: (key) => [['seal-missing', later(key).replace('lookup', 'seals')]],
  },
  ...(
    [
      ['index', 'index-differs', 'index-differs'],
      ['public-key', 'public-key-differs', 'public-key-differs'],
      ['later-public-key', 'public-key-differs', 'public-key-differs'],
      ['pack', 'pack-changed', 'pack-missing'],
      ['settings', 'settings-changed', 'settings-missing'],
    ] as const
  ).flatMap(([kind, changed, missing]): Attack[] => [
    {
      name: 'a byte changed',
      on: keysOf(whole, kind),
      do: (files, key) => flip(files, key, 10),
      named: (key) => [[changed, key]],
    },
    {
      name: 'its last byte changed',
      on: keysOf(whole, kind),
      do: (files, key) => flip(files, key, -1),
      named: (key) => [[changed, key]],
    },
    {
      name: 'dropped',
      on: keysOf(whole, kind),
      do: (files, key) => files.delete(key),
      named: (key) => [[missing, key]],
    },
    {
      name: 'renamed',
      on: keysOf(whole, kind),
      do: (files, key) => rename(files, key, `old/${key}`),
      named: (key) => [['renamed', `old/${key}`]],
    },
  ]),
  {
    name: 'a stranger beside it',
    on: keysOf(whole, 'public-key'),
    do: (files) => files.set(strangersFile, Buffer.from(stranger.publicKeyPem)),
    named: () => [['public-key-differs', strangersFile]],
  },
  ...(['pack', 'settings'] as const).map(
    (kind): Attack => ({
      name: 'under the name of another',
      on: keysOf(whole, kind),
      do: (files, key) => copy(files, key, (kind === 'pack' ? packKey : settingsKey)('0'.repeat(64))),
      named: () => [[`${kind}-changed`, (kind === 'pack' ? packKey : settingsKey)('0'.repeat(64))]],
    }),
  ),
  {
    name: 'a file beside it',
    on: [...whole.keys()],
    do: (files, key) => files.set(`${key}.bak`, Buffer.of(1)),
    named: (key) => [['foreign-file', `${key}.bak`]],
  },
];

const strangersFile = laterPublicKeyKey(readPublicKey(stranger.publicKeyPem)?.fingerprint ?? '');

/** The account, Region and time that a name tells; with it, a seal, its signature and its lookup are one. */
const stem = (key: string): string => key.replace(/^(?:seals|lookup)\//, '').replace(/\.(?:json|sig)$/, '');

describe('an archive of a thousand records and more', () => {
  it('passes as long as nobody touches it', async () => {
    const { status, problems, counts, notes } = await verify(whole);
    expect({ status, problems }).toEqual({ status: 'proven', problems: [] });
    expect(counts.records).toBeGreaterThanOrEqual(1000);
    expect(notes.map(({ kind }) => kind)).toEqual(['key-changed', 'key-changed']);
  });

  it('holds everything that an archive can hold', () => {
    const kinds = new Set([...whole.keys()].map((key) => placeOf(key).kind));
    expect(kinds).toEqual(
      new Set([
        'index',
        'public-key',
        'later-public-key',
        'segment',
        'seal',
        'signature',
        'lookup',
        'pack',
        'settings',
      ]),
    );
    const lists = seals.map((key) => sealOf(key).segments).filter(({ count }) => count > 0);
    expect(new Set(lists.map(({ list }) => list !== undefined))).toEqual(new Set([true, false]));
    expect(gunzipSync(bytesOf(whole, segments[0] ?? '')).length).toBeGreaterThan(1000);
  });

  it.each(
    [...segmentAttacks, ...sealAttacks, ...others].map(
      (attack) => [`${placeOf(attack.on[0] ?? '').kind}: ${attack.name}`, attack] as const,
    ),
  )('%s: every one is found and named', async (_name, attack) => {
    expect(attack.on.length).toBeGreaterThan(0);
    for (const key of attack.on) {
      const files: Files = new Map(whole);
      await attack.do(files, key);
      const { status, problems } = await verify(files);
      const found = problems.map(({ kind, key }) => `${kind} ${key}`);
      expect(found, key).toEqual(
        expect.arrayContaining([expect.toBeOneOf(attack.named(key).map((each) => each.join(' ')))]),
      );
      expect(status).toBe('failed');
    }
  });

  it('with one lookup dropped is proven all the same, and says which', async () => {
    for (const key of lookups) {
      const files: Files = new Map(whole);
      files.delete(key);
      const { status, notes } = await verify(files);
      expect(status).toBe('proven');
      expect(notes).toContainEqual(expect.objectContaining({ kind: 'lookup-missing', key }));
    }
  });

  it('with something lying over any of its files is not proven, and says over which', async () => {
    for (const key of whole.keys()) {
      const covers = () => [{ key, message: 'a newer version lies over it' }];
      const source = { ...sourceOf(whole), covers };
      const { status, problems } = await verifyArchive(source, { publicKeyPem, head: published });
      expect({ status, problems }).toMatchObject({ status: 'failed', problems: [{ kind: 'covered', key }] });
    }
  });

  it('without what was published outside is proven up to where it was cut, and says no more', async () => {
    const [last = ''] = seals.toReversed();
    const files: Files = new Map(whole);
    removeHour(files, last);
    const report = await verifyArchive(sourceOf(files), { publicKeyPem });
    expect(report).toMatchObject({
      status: 'proven',
      notes: expect.arrayContaining([expect.objectContaining({ kind: 'tail-not-proven' })]),
    });
    expect(report.provenUntil).toBe(sealOf(last).from);
    expect(sealKey(sealOf(last), sealOf(last).to)).toBe(last);
    expect(shardName(sealOf(last))).toBe(stem(last).split('/').slice(0, 2).join('/'));
  });
});
