import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../../engine/evidence/inventory.ts';
import { sealKey, segmentKey, signatureKey } from '../../../engine/evidence/layout.ts';
import { away, home, sourceOf } from './archive.ts';

const [early, late] = ['2026-03-01T20:00:00.000Z', '2026-03-02T20:00:00.000Z'];
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
        },
        { ...away, segments: new Map([[1, [segmentKey(away, 1, late)]]]), seals: [], signatures: [] },
      ],
      keys: new Set(keys),
      foreign: ['a', 'b'],
    });
  });
});
