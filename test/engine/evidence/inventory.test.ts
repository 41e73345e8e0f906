import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../../engine/evidence/inventory.ts';
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
  segmentKey(away, 1, late),
  'index.json',
  'public-key.pem',
  ...seals.map(lookupKey),
  packKey(A),
  laterPublicKeyKey(A),
  settingsKey(A),
  settingsKey(B),
  'a',
  'b',
];

describe('an inventory', () => {
  it.each([
    ['in order', keys],
    ['in reverse', keys.toReversed()],
  ])('sorts what is listed %s by shard, kind and name', async (_name, listed) => {
    const inventory = await takeInventory(sourceOf(new Map(listed.map((key) => [key, new Uint8Array()]))));
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
