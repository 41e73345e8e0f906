import { describe, expect, it } from 'vitest';
import { lookupKey, sealKey, segmentKey, signatureKey } from '../../../engine/evidence/layout.ts';
import { placesHeld } from '../../../engine/evidence/legal-hold.ts';
import { away, home } from './archive.ts';

const period = { from: '2026-02-27', to: '2026-02-28' };
const seal = (at: string) => sealKey(home, at);

describe('what a hold is about', () => {
  const { has } = placesHeld(period);

  it.each([
    ['a segment of the first day', segmentKey(home, 1, '2026-02-27T00:00:00.000Z'), true],
    ['a segment of the last', segmentKey(home, 9, '2026-02-28T23:59:59.000Z'), true],
    [
      'a segment of the day after, which may hold what was late',
      segmentKey(home, 10, '2026-03-01T00:30:00.000Z'),
      true,
    ],
    ['a segment before', segmentKey(home, 1, '2026-02-26T23:59:59.000Z'), false],
    ['a segment after that', segmentKey(home, 11, '2026-03-02T00:00:00.000Z'), false],
    ['a seal', seal('2026-03-01T00:00:00.000Z'), true],
    ['its signature', signatureKey(seal('2026-03-01T00:00:00.000Z')), true],
    ['its lookup', lookupKey(seal('2026-02-28T12:00:00.000Z')), true],
    ['a seal before', seal('2026-02-26T23:00:00.000Z'), false],
    ['a lookup after', lookupKey(seal('2026-03-02T01:00:00.000Z')), false],
    ['the key', 'public-key.pem', true],
    ['a rule pack', `packs/${'a'.repeat(64)}.mjs`, true],
    ['a file among the segments that is no segment', 'evidence/notes.txt', true],
    ['a file a folder deeper than a segment', 'evidence/x/111122223333/eu-central-1/2026/02/26/x', true],
    ['a file of another day in the folder of the rule packs', 'packs/x/y/2026/02/26/x', true],
  ])('%s', (_, key, isMeant) => {
    expect(has(key)).toBe(isMeant);
  });

  it('is looked for in the folders of all shards, or of those that are named', () => {
    expect(placesHeld(period).below).toEqual(
      expect.arrayContaining(['evidence/', 'seals/', 'lookup/', 'packs/']),
    );
    const shards = [home, away].map(({ account, region }) => `${account}/${region}`);
    const { below } = placesHeld({ ...period, shards });
    expect(below.filter((each) => each.startsWith('evidence/'))).toEqual(
      shards.map((each) => `evidence/${each}/`),
    );
    expect(below).toEqual(
      expect.arrayContaining(['public-key.pem', 'index.json', 'settings/', 'public-keys/']),
    );
  });
});
