import { describe, expect, it } from 'vitest';
import {
  laterPublicKeyKey,
  lookedUpSealKey,
  lookupKey,
  packKey,
  placeOf,
  sealKey,
  segmentKey,
  settingsKey,
  shardName,
  signatureKey,
} from '../../../engine/evidence/layout.ts';
import { ACCOUNT, home } from './archive.ts';

const SEGMENT = `evidence/${ACCOUNT}/eu-central-1/2026/03/01/segment-000000000042.ndjson.gz`;
const SEAL = `seals/${ACCOUNT}/eu-central-1/20260301T200000Z.json`;
const LOOKUP = `lookup/${ACCOUNT}/eu-central-1/20260301T200000Z.json`;
const DIGEST = 'ab'.repeat(32);

describe('where a file of an archive belongs', () => {
  it('is told by shard, number and time', () => {
    expect(shardName(home)).toBe(`${ACCOUNT}/eu-central-1`);
    expect(segmentKey(home, 42, '2026-03-01T20:00:00.000Z')).toBe(SEGMENT);
    expect(sealKey(home, '2026-03-01T20:00:00.000Z')).toBe(SEAL);
    expect(signatureKey(SEAL)).toBe(SEAL.replace('.json', '.sig'));
    expect(signatureKey('a.json/b')).toBe('a.json/b');
    expect(lookupKey(SEAL)).toBe(LOOKUP);
    expect(lookedUpSealKey(LOOKUP)).toBe(SEAL);
  });

  it('is read back', () => {
    expect(placeOf(SEGMENT)).toEqual({ kind: 'segment', shard: home, number: 42 });
    expect(placeOf(SEAL)).toEqual({ kind: 'seal', shard: home });
    expect(placeOf(signatureKey(SEAL))).toEqual({ kind: 'signature', shard: home });
    expect(placeOf(LOOKUP)).toEqual({ kind: 'lookup', shard: home });
    expect(placeOf(packKey(DIGEST))).toEqual({ kind: 'pack', digest: DIGEST });
    expect(placeOf(settingsKey(DIGEST))).toEqual({ kind: 'settings', digest: DIGEST });
    expect(placeOf(laterPublicKeyKey(DIGEST))).toEqual({ kind: 'later-public-key', digest: DIGEST });
    expect(placeOf('index.json')).toEqual({ kind: 'index' });
    expect(placeOf('public-key.pem')).toEqual({ kind: 'public-key' });
    expect(placeOf('export.json')).toEqual({ kind: 'export' });
  });

  it.each([
    ['a shorter account', SEGMENT.replace(ACCOUNT, '11112222333')],
    ['a longer account', SEGMENT.replace(ACCOUNT, '1111222233334')],
    ['a Region without a number', SEGMENT.replace('eu-central-1', 'eu-central')],
    ['a Region in upper case', SEGMENT.replace('eu-central-1', 'EU-central-1')],
    ['a partition of one letter', SEGMENT.replace('eu-central-1', 'e-central-1')],
    ['a partition of five letters', SEGMENT.replace('eu-central-1', 'euros-central-1')],
    ['a Region of two parts', SEGMENT.replace('eu-central-1', 'eu-1')],
    ['a number of three digits', SEGMENT.replace('eu-central-1', 'eu-central-123')],
    ['a year of three digits', SEGMENT.replace('2026', '202')],
    ['a month of three digits', SEGMENT.replace('/03/', '/003/')],
    ['a day of letters', SEGMENT.replace('/01/', '/1a/')],
    ['a day of three digits', SEGMENT.replace('/01/', '/001/')],
    ['a longer number', SEGMENT.replace('segment-0', 'segment-00')],
    ['another separator', SEGMENT.replace('.gz', '_gz')],
    ['another separator before that', SEGMENT.replace('.ndjson', '_ndjson')],
    ['a folder before a segment', `x/${SEGMENT}`],
    ['a name after a segment', `${SEGMENT}.bak`],
    ['a folder before a seal', `x/${SEAL}`],
    ['a name after a seal', `${SEAL}.bak`],
    ['a date of seven digits', SEAL.replace('20260301', '2026031')],
    ['a time of five digits', SEAL.replace('T200000', 'T20000')],
    ['a seal of another kind', SEAL.replace('.json', '.txt')],
    ['another separator in a seal', SEAL.replace('.json', '_json')],
    ['another index', 'index.json5'],
    ['a folder before a lookup', `x/${LOOKUP}`],
    ['a name after a lookup', `${LOOKUP}.gz`],
    ['a signature of a lookup', LOOKUP.replace('.json', '.sig')],
    ['a pack with a shorter digest', packKey(DIGEST.slice(1))],
    ['a pack in upper case', packKey(DIGEST.toUpperCase())],
    ['a pack in a folder', `x/${packKey(DIGEST)}`],
    ['a name after a pack', `${packKey(DIGEST)}.bak`],
    ['a pack of another kind', packKey(DIGEST).replace('.mjs', '.js')],
    ['settings of another kind', settingsKey(DIGEST).replace('.json', '.yaml')],
    ['settings in a folder', `x/${settingsKey(DIGEST)}`],
    ['a name after settings', `${settingsKey(DIGEST)}.bak`],
    ['a later key in a folder', `x/${laterPublicKeyKey(DIGEST)}`],
    ['a name after a later key', `${laterPublicKeyKey(DIGEST)}.bak`],
    ['a private key', laterPublicKeyKey(DIGEST).replace('public', 'private')],
  ])('is not %s', (_name, key) => {
    expect(placeOf(key)).toEqual({ kind: 'foreign' });
  });

  it.each(['us-gov-west-1', 'eusc-de-east-1', 'ap-southeast-12', 'us-isob-east-1'])('may be %s', (region) => {
    expect(placeOf(SEGMENT.replace('eu-central-1', region))).toMatchObject({ shard: { region } });
  });
});
