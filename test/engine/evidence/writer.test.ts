import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../../engine/canonical.ts';
import { placeOf, type Shard } from '../../../engine/evidence/layout.ts';
import { buildSeal, type NewSeal, parseSeal, type Seal } from '../../../engine/evidence/seal.ts';
import { buildSegment, openSegment } from '../../../engine/evidence/segment.ts';
import { newState, type ShardState } from '../../../engine/evidence/shard.ts';
import { isSignatureOf, normalSignature, readPublicKey } from '../../../engine/evidence/signature.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import {
  ACCOUNT,
  away,
  type Files,
  home,
  makeArchive,
  recordAt,
  sourceOf,
  storeIn,
  testSigner,
} from './archive.ts';

const signer = testSigner();
const time = new Date('2026-03-01T20:00:00.000Z');
const records = [1, 2, 3].map((sequence) => ({ ...recordAt(time, sequence), sequence }));
const newSegment = { ...home, number: 1, previous: null, closedAt: time.toISOString(), records };

describe('a segment', () => {
  it('is canonical lines under a header, and the same bytes each time', () => {
    const { bytes, entry } = buildSegment(newSegment);
    const text = gunzipSync(bytes).toString();
    const lines = text.trimEnd().split('\n');
    expect(text.endsWith('\n')).toBe(true);
    expect(lines.map((line) => canonicalJson(JSON.parse(line)))).toEqual(lines);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      schema: 'assay.segment/1',
      ...home,
      number: 1,
      previous: null,
      closedAt: time.toISOString(),
      first: 1,
      last: 3,
      count: 3,
    });
    expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    expect(buildSegment(newSegment).bytes).toEqual(bytes);
    expect(entry).toMatchObject({ compressed: sha256(bytes), content: sha256(text), count: 3, first: 1 });
  });

  it.each([
    ['no records', []],
    ['a gap', [records[0], records[2]]],
  ])('is not made of %s', (_, list) => {
    const given = list.flatMap((record) => record ?? []);
    expect(() => buildSegment({ ...newSegment, records: given })).toThrow(RangeError);
  });
});

describe('a seal', () => {
  const { entry } = buildSegment(newSegment);
  const base: NewSeal = {
    ...home,
    number: 1,
    previous: null,
    from: '2026-03-01T20:00:00.000Z',
    to: '2026-03-01T21:00:00.000Z',
    created: '2026-03-01T21:00:00.000Z',
    firstSegment: 1,
    firstRecord: 1,
    segments: [entry],
    packDigest: 'a'.repeat(64),
    newestCloudTrailDigest: 'digest',
    others: [],
    signer,
  };

  it.each([0, 1, 3, 4, 10, 1000])('over %i segments is canonical and at most 4,096 bytes', (count) => {
    const segments = Array.from({ length: count }, (_, index) => ({
      ...entry,
      number: index + 1,
      first: 1 + 3 * index,
    }));
    const bytes = buildSeal({ ...base, segments });
    expect(bytes.length).toBeLessThanOrEqual(4096);
    expect(canonicalJson(JSON.parse(Buffer.from(bytes).toString()))).toBe(Buffer.from(bytes).toString());
    expect(parseSeal(bytes)).toMatchObject({
      segments: { first: 1, count },
      records: { first: 1, count: 3 * count },
    });
  });

  it('lists the keys and versions of a few segments', () => {
    const listed = parseSeal(buildSeal({ ...base, segments: [{ ...entry, versionId: 'v1' }] }));
    expect(listed?.segments.list).toEqual([{ ...entry, versionId: 'v1' }]);
  });

  it('names the other shards in turn where there are many', () => {
    const others = Array.from({ length: 10 }, (_, index) => ({
      ...away,
      region: `xx-test-${index}`,
      number: 1,
      seal: 'b'.repeat(64),
    }));
    const named = [1, 2, 3, 4, 5].flatMap(
      (number) => parseSeal(buildSeal({ ...base, number, others }))?.others ?? [],
    );
    expect(new Set(named.map(({ region }) => region)).size).toBe(10);
  });

  it('is refused where KMS could not sign it, or the key is of another kind', () => {
    expect(() => buildSeal({ ...base, signer: { ...signer, keyId: 'k'.repeat(4000) } })).toThrow(RangeError);
    expect(() => buildSeal({ ...base, signer: { ...signer, publicKeyPem: 'none' } })).toThrow(/P-256/);
  });
});

describe('a signature', () => {
  const key = readPublicKey(signer.publicKeyPem)?.key;

  it('has one form only, whichever of two the signer gave', async () => {
    if (!key) throw new Error('the test key is no key');
    for (let index = 0; index < 32; index += 1) {
      const bytes = Buffer.of(index);
      const normal = normalSignature(await signer.sign(bytes));
      expect(isSignatureOf(bytes, normal, key)).toBe(true);
      expect(normalSignature(normal)).toEqual(normal);
    }
  });

  it('that is none is refused as the signer gives it', () => {
    expect(() => normalSignature(Buffer.from('hello'))).toThrow(/no DER/);
  });
});

describe('the writer of an archive', () => {
  it('puts every file where the layout has a place for it', async () => {
    const { files } = await makeArchive();
    expect([...files.keys()].filter((key) => placeOf(key).kind === 'foreign')).toEqual([]);
    expect([...files.keys()]).toContain(`seals/${ACCOUNT}/us-east-1/20260302T000000Z.sig`);
    expect([...files.keys()]).toContain(
      `evidence/${ACCOUNT}/eu-central-1/2026/03/01/segment-000000000001.ndjson.gz`,
    );
  });

  it('seals every hour, also one in which nothing happened', async () => {
    const { files } = await makeArchive();
    const silent = parseSeal(
      files.get(`seals/${ACCOUNT}/eu-central-1/20260302T000000Z.json`) ?? new Uint8Array(),
    );
    expect(silent).toMatchObject({
      segments: { count: 0 },
      records: { count: 0 },
      from: '2026-03-01T23:00:00.000Z',
    });
  });

  it('never stores a seal whose signature would not verify', async () => {
    const files: Files = new Map();
    const { sign } = testSigner();
    const options = { store: storeIn(files), signer: { ...signer, sign }, clock: () => time };
    const writer = createArchiveWriter({ ...options, packDigest: () => 'a' });
    await writer.append(home, [recordAt(time, 1)]);
    await expect(writer.seal()).rejects.toThrow(/signed with another key than its public key/);
    expect([...files.keys()].filter((key) => key.startsWith('seals/'))).toEqual([]);
  });

  it('goes on where another run stopped, in one chain', async () => {
    const files: Files = new Map();
    const store = storeIn(files);
    let now = time.getTime();
    const options = { store, signer, clock: () => new Date(now), packDigest: () => 'a'.repeat(64) };
    const first = createArchiveWriter(options);
    await first.append(home, [recordAt(time, 1)]);
    await first.seal();
    now += 5_400_000;
    const second = createArchiveWriter({ ...options, resume: JSON.parse(JSON.stringify(first.states())) });
    await second.append(home, [recordAt(time, 2)]);
    const head = await second.seal();
    const report = await verifyArchive(sourceOf(files), {
      publicKeyPem: signer.publicKeyPem,
      head: head ?? '',
    });
    expect(report).toMatchObject({ status: 'proven', counts: { seals: 3, records: 2 } });
  });

  /** A writer whose clock the test turns. */
  function clocked(recordsPerSegment?: number, resume: readonly ShardState[] = []) {
    const files: Files = new Map();
    const clock = { now: time.getTime() };
    const writer = createArchiveWriter({
      store: storeIn(files),
      signer,
      clock: () => new Date(clock.now),
      packDigest: () => 'a',
      ...(recordsPerSegment !== undefined && { recordsPerSegment }),
      resume,
    });
    const sealAt = (name: string, { region }: Shard = home) =>
      parseSeal(files.get(`seals/${ACCOUNT}/${region}/${name}.json`) ?? new Uint8Array());
    return { files, clock, writer, sealAt };
  }

  it('seals the hours that have ended as time goes on, and says when it did', async () => {
    const { clock, writer, sealAt } = clocked(10);
    await writer.append(home, [recordAt(time, 1)]);
    clock.now += 3_600_000;
    await writer.advance();
    expect(sealAt('20260301T210000Z')).toMatchObject({
      records: { count: 1 },
      created: '2026-03-01T21:00:00.000Z',
    });
    clock.now += 4_500_000;
    await writer.advance();
    expect(sealAt('20260301T220000Z')).toMatchObject({
      records: { count: 0 },
      created: '2026-03-01T22:15:00.000Z',
    });
  });

  it('seals what is written and what is held back alike, twice in one second', async () => {
    const { clock, writer, sealAt } = clocked(2);
    clock.now += 1;
    await writer.append(home, [recordAt(time, 1)]);
    await writer.seal();
    await writer.append(
      home,
      [2, 3, 4].map((index) => recordAt(time, index)),
    );
    await writer.seal();
    expect(sealAt('20260301T200001Z')).toMatchObject({
      records: { first: 1, count: 1 },
      created: '2026-03-01T20:00:01.000Z',
    });
    expect(sealAt('20260301T200002Z')).toMatchObject({ records: { first: 2, count: 3 } });
  });

  it.each([
    [2, 5, [2, 2, 1]],
    [undefined, 2001, [1000, 1000, 1]],
  ])('puts %s records into a segment of %i, where nothing is said a thousand', async (size, count, sizes) => {
    const { writer, sealAt } = clocked(size);
    await writer.append(
      home,
      Array.from({ length: count }, (_, index) => recordAt(time, index)),
    );
    const written = writer.states().flatMap(({ unsealed }) => unsealed.map((segment) => segment.count));
    expect(written).toEqual(sizes.slice(0, -1));
    await writer.seal();
    expect(sealAt('20260301T200001Z')).toMatchObject({
      segments: { count: sizes.length },
      records: { count },
    });
  });

  it('seals up to the second to come, however long after the last seal', async () => {
    const { clock, writer, sealAt } = clocked();
    await writer.append(home, [recordAt(time, 1)]);
    clock.now += 10_001;
    await writer.seal();
    expect(sealAt('20260301T200011Z')).toMatchObject({ records: { count: 1 } });
  });

  it('says the newest digest of CloudTrail that it was given, until it is given another', async () => {
    const { clock, writer, sealAt } = clocked();
    await writer.append(home, [recordAt(time, 1)]);
    const digests = [];
    for (const [hour, digest] of ['one', undefined, 'two'].entries()) {
      clock.now = time.getTime() + (hour + 1) * 3_600_000;
      await writer.seal(digest);
      digests.push(sealAt(`20260301T2${hour + 1}0000Z`)?.newestCloudTrailDigest);
    }
    expect(digests).toEqual(['one', 'one', 'two']);
  });

  it('closes no segment before the seal that it follows, though its clock goes back', async () => {
    const { clock, files, writer } = clocked(1);
    clock.now += 3_600_000;
    await writer.append(home, [recordAt(time, 1)]);
    await writer.seal();
    clock.now -= 1_800_000;
    await writer.append(home, [recordAt(time, 2)]);
    const closed = [...files].flatMap(([key, bytes]) =>
      key.startsWith('evidence/') ? openSegment(bytes).header?.closedAt : [],
    );
    expect(closed).toEqual(['2026-03-01T21:00:00.000Z', '2026-03-01T21:00:01.000Z']);
  });

  it('seals the earliest hour first, and names the seals of other shards that were made before', async () => {
    const [later, earlier] = [
      newState(home, new Date('2026-03-01T21:00:00.000Z')),
      newState(away, new Date('2026-03-01T20:00:00.000Z')),
    ];
    const { clock, writer, sealAt } = clocked(1, [later, earlier]);
    clock.now = Date.parse('2026-03-01T22:00:00.000Z');
    await writer.advance();
    const namedBy = (seal: Seal | undefined) => seal?.others.map(({ region, number }) => [region, number]);
    expect(namedBy(sealAt('20260301T210000Z', away))).toEqual([]);
    expect(namedBy(sealAt('20260301T220000Z', home))).toEqual([[away.region, 1]]);
    expect(namedBy(sealAt('20260301T220000Z', away))).toEqual([[home.region, 1]]);
  });

  it('refuses a key that no archive can be signed with, before anything is stored', async () => {
    const files: Files = new Map();
    const options = { store: storeIn(files), clock: () => time, packDigest: () => 'a' };
    const writer = createArchiveWriter({ ...options, signer: { ...signer, publicKeyPem: 'none' } });
    await expect(writer.append(home, [recordAt(time, 1)])).rejects.toThrow(
      new TypeError(`the public key of ${signer.keyId} is no P-256 key in PEM; seals use ECC_NIST_P256`),
    );
    expect(files.size).toBe(0);
  });

  it('loses nothing and repeats nothing when the store fails once', async () => {
    const files: Files = new Map();
    const inner = storeIn(files);
    let failures = 1;
    const store = {
      async put(key: string, bytes: Uint8Array) {
        if (key.includes('segment') && failures-- > 0) throw new Error('slow down');
        return inner.put(key, bytes);
      },
    };
    const writer = createArchiveWriter({
      store,
      signer,
      clock: () => time,
      packDigest: () => 'a',
      recordsPerSegment: 1,
    });
    await expect(writer.append(home, [recordAt(time, 1)])).rejects.toThrow('slow down');
    await writer.append(home, [recordAt(time, 2)]);
    await writer.seal();
    const report = await verifyArchive(sourceOf(files), { publicKeyPem: signer.publicKeyPem });
    expect(report).toMatchObject({ status: 'proven', counts: { records: 2 } });
  });

  it('keeps calls apart that come at the same time, and seals twice in one second', async () => {
    const files: Files = new Map();
    const writer = createArchiveWriter({
      store: storeIn(files),
      signer,
      clock: () => time,
      packDigest: () => 'a',
      recordsPerSegment: 2,
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        writer.append(index % 2 ? home : away, [recordAt(time, index)]),
      ),
    );
    await writer.seal();
    await writer.append(home, [recordAt(time, 21)]);
    await writer.seal();
    await writer.seal();
    const report = await verifyArchive(sourceOf(files), { publicKeyPem: signer.publicKeyPem });
    expect(report).toMatchObject({ status: 'proven', problems: [], counts: { records: 21, seals: 3 } });
  });
});

describe('the layout', () => {
  it.each([
    ['index.json', 'index'],
    ['public-key.pem', 'public-key'],
    [`evidence/${ACCOUNT}/us-gov-west-1/2026/03/01/segment-000000000001.ndjson.gz`, 'segment'],
    [`evidence/${ACCOUNT}/eusc-de-east-1/2026/03/01/segment-000000000001.ndjson.gz`, 'segment'],
    [`seals/${ACCOUNT}/us-iso-east-1/20260301T200000Z.json`, 'seal'],
    [`seals/${ACCOUNT}/us-east-1/20260301T200000Z.sig`, 'signature'],
    [`seals/${ACCOUNT}/us-east-1/20260301T200000Z.SIG`, 'foreign'],
    [`evidence/${ACCOUNT}/us-east-1/2026/03/01/segment-1.ndjson.gz`, 'foreign'],
    [`evidence/${ACCOUNT}/us-east-1/2026/3/1/segment-000000000001.ndjson.gz`, 'foreign'],
    [`evidence/${ACCOUNT}/us-east-1/2026/03/01/segment-000000000001.ndjson`, 'foreign'],
    [`x/evidence/${ACCOUNT}/us-east-1/2026/03/01/segment-000000000001.ndjson.gz`, 'foreign'],
    ['/index.json', 'foreign'],
    ['', 'foreign'],
  ])('knows %s as %s', (key, kind) => {
    expect(placeOf(key).kind).toBe(kind);
  });
});
