import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { toHex } from '../../../engine/evidence/merkle.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { segmentHash } from '../../../engine/evidence/segment.ts';
import {
  afterSeal,
  headOf,
  KeyTakenError,
  newState,
  planSeal,
  writeSeal,
  writeSegment,
} from '../../../engine/evidence/shard.ts';
import { type Files, home, recordAt, storeIn, testSigner } from './archive.ts';

const signer = testSigner();
const tools = { signer, packDigest: () => 'a'.repeat(64) };
const begun = newState(home, new Date('2026-03-01T20:00:00.999Z'));
const closedAt = '2026-03-01T20:30:00.000Z';
const moment = {
  to: '2026-03-01T21:00:00.000Z',
  created: '2026-03-01T21:00:05.000Z',
  others: [],
  newestDigest: 'digest',
};

const records = [1, 2, 3].map((index) => recordAt(new Date('2026-03-01T20:10:00.000Z'), index));

describe('a shard', () => {
  it('begins on a full second, with nothing', () => {
    expect(begun).toEqual({
      ...home,
      nextSequence: 1,
      nextSegment: 1,
      previousSegment: null,
      nextSeal: 1,
      previousSeal: null,
      sealedTo: '2026-03-01T20:00:00.000Z',
      unsealed: [],
    });
    expect(headOf(begun)).toEqual([]);
  });

  it('goes on with each segment, whose version it keeps', async () => {
    const files: Files = new Map();
    const first = await writeSegment(storeIn(files, 'v1'), begun, { records, closedAt });
    const second = await writeSegment(storeIn(files), first, { records, closedAt });
    const [one, other] = second.unsealed;
    expect(one).toMatchObject({ number: 1, first: 1, count: 3, versionId: 'v1' });
    expect(other).toMatchObject({ number: 2, first: 4, count: 3 });
    expect(other).not.toHaveProperty('versionId');
    expect(second).toEqual({
      ...begun,
      nextSequence: 7,
      nextSegment: 3,
      previousSegment: other && toHex(segmentHash(other)),
      unsealed: [one, other],
    });
  });

  it('is sealed over what is not sealed yet', async () => {
    const files: Files = new Map();
    const store = storeIn(files);
    const written = await writeSegment(store, begun, { records, closedAt });
    const sealed = await writeSeal({ ...tools, store }, written, moment);
    const key = `seals/${home.account}/${home.region}/20260301T210000Z`;
    const bytes = files.get(`${key}.json`) ?? new Uint8Array();
    expect(files.has(`${key}.sig`)).toBe(true);
    expect(parseSeal(bytes)).toMatchObject({
      number: 1,
      previous: null,
      from: begun.sealedTo,
      to: moment.to,
      created: moment.created,
      segments: { first: 1, count: 1 },
      records: { first: 1, count: 3 },
      packDigest: 'a'.repeat(64),
      newestCloudTrailDigest: 'digest',
    });
    expect(sealed).toEqual({
      ...written,
      nextSeal: 2,
      previousSeal: sha256(bytes),
      sealedTo: moment.to,
      unsealed: [],
    });
    expect(headOf(sealed)).toEqual([{ ...home, number: 1, seal: sha256(bytes) }]);
  });

  it('is sealed over nothing from the next record on', async () => {
    const state = { ...begun, nextSequence: 42, nextSegment: 7 };
    const { bytes } = await planSeal(tools, state, moment);
    expect(parseSeal(bytes)).toMatchObject({
      segments: { first: 7, count: 0 },
      records: { first: 42, count: 0 },
    });
  });

  it('is not sealed by a signer who signs with another key than its own', async () => {
    const files: Files = new Map();
    const { publicKeyPem } = testSigner();
    const other = { ...tools, store: storeIn(files), signer: { ...signer, publicKeyPem } };
    await expect(writeSeal(other, begun, moment)).rejects.toThrow(
      new TypeError(`${signer.keyId} signed with another key than its public key; nothing was stored`),
    );
    expect(files.size).toBe(0);
  });

  it('does not go on with what is no seal', () => {
    expect(() => afterSeal(begun, Buffer.from('nonsense'))).toThrow(
      new TypeError('got 8 bytes that are no seal; use what planSeal gives'),
    );
  });
});

it('a key that is taken is told from other errors by its name', () => {
  expect(String(new KeyTakenError('k'))).toBe('KeyTakenError: k');
});
