import { describe, expect, it } from 'vitest';
import {
  isArchive,
  NotAnArchiveError,
  takeArchive,
  takeInventory,
} from '../../../engine/evidence/inventory.ts';
import {
  laterPublicKeyKey,
  lookupKey,
  packKey,
  sealKey,
  segmentKey,
  settingsKey,
  signatureKey,
} from '../../../engine/evidence/layout.ts';
import { away, home, sourceOf } from './archive.ts';

const [early, late] = ['2026-03-01T20:00:00.000Z', '2026-03-02T20:00:00.000Z'];
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as const;
const seals = [early, late].map((time) => sealKey(home, time));
const claims = [early, late].map((time) => segmentKey(home, 1, time));
const keys = [
  ...seals,
  ...seals.map(signatureKey),
  ...claims,
  segmentKey(home, 2, late),
  'index.json',
  'public-key.pem',
  ...seals.map(lookupKey),
  packKey(A),
  laterPublicKeyKey(A),
  settingsKey(A),
  settingsKey(B),
  'a',
  'b',
  // In reverse, its shard is met first.
  segmentKey(away, 1, late),
];

const filesOf = (listed: readonly string[]) =>
  sourceOf(new Map(listed.map((key) => [key, new Uint8Array()])));

describe('an inventory', () => {
  it.each([
    ['in order', keys],
    ['in reverse', keys.toReversed()],
  ])('sorts what is listed %s by shard, kind and name', async (_name, listed) => {
    const inventory = await takeInventory(filesOf(listed));
    expect(inventory).toEqual({
      shards: [
        {
          ...home,
          segments: new Map([
            [1, claims],
            [2, [segmentKey(home, 2, late)]],
          ]),
          seals,
          signatures: seals.map(signatureKey),
          lookups: seals.map(lookupKey),
        },
        {
          ...away,
          segments: new Map([[1, [segmentKey(away, 1, late)]]]),
          seals: [],
          signatures: [],
          lookups: [],
        },
      ],
      keys: new Set(keys),
      digests: [
        { kind: 'pack', digest: A, key: packKey(A) },
        { kind: 'later-public-key', digest: A, key: laterPublicKeyKey(A) },
        { kind: 'settings', digest: A, key: settingsKey(A) },
        { kind: 'settings', digest: B, key: settingsKey(B) },
      ],
      foreign: ['a', 'b'],
    });
  });
});

describe('an archive', () => {
  it.each<[string, readonly string[]]>([
    ['a segment', [segmentKey(home, 1, early), 'a']],
    ['a lookup', [lookupKey(sealKey(home, early))]],
    ['the files that are there before anything is written', ['index.json', 'public-key.pem']],
  ])('is where there is %s', async (_, listed) => {
    const source = filesOf(listed);
    expect(isArchive(await takeInventory(source))).toBe(true);
    expect(await takeArchive(source)).toEqual(await takeInventory(source));
  });

  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['an index alone', ['index.json']],
    ['a public key alone', ['public-key.pem']],
    ['a rule pack alone', [packKey(A)]],
    ['files of somebody else', ['a', 'b']],
  ])('is not where there is %s', async (_, listed) => {
    const source = filesOf(listed);
    expect(isArchive(await takeInventory(source))).toBe(false);
    await expect(takeArchive(source)).rejects.toThrow(
      new NotAnArchiveError(
        `none of its ${listed.length} files has a name of an evidence archive (seals/…, evidence/…, index.json)`,
      ),
    );
  });

  it('that is none is told from other errors by its name', () => {
    expect(String(new NotAnArchiveError('empty'))).toBe('NotAnArchiveError: empty');
  });
});
