import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sealKey, segmentKey, signatureKey } from '../../../engine/evidence/layout.ts';
import { resumeShard } from '../../../engine/evidence/resume.ts';
import { parseSeal, type Seal, sealBytes } from '../../../engine/evidence/seal.ts';
import { buildSegment, type SegmentHeader } from '../../../engine/evidence/segment.ts';
import {
  newState,
  planSeal,
  type ShardState,
  writeSeal,
  writeSegment,
} from '../../../engine/evidence/shard.ts';
import { type PublicKey, readPublicKey, type Signer } from '../../../engine/evidence/signature.ts';
import { away, type Files, home, recordAt, rewrite, sourceOf, storeIn, testSigner } from './archive.ts';

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');
const signer = testSigner();
const at = (hours: number): string => new Date(BEGIN + hours * HOUR).toISOString();

function keyOf({ publicKeyPem }: Signer): PublicKey {
  const key = readPublicKey(publicKeyPem);
  if (!key) throw new Error('the test key is no key');
  return key;
}

/** The current key, and those that an archive holds besides. */
const keysOf = (current: Signer, ...held: readonly Signer[]) => ({
  now: new Date(at(12)),
  current: keyOf(current),
  of: async (fingerprint: string) => held.map(keyOf).find((key) => key.fingerprint === fingerprint),
});

/** A shard that is written hour by hour: so many records in the segments of each, then its seal. */
class Story {
  readonly files: Files = new Map();
  readonly store = storeIn(this.files);
  state: ShardState = newState(home, new Date(BEGIN));
  hour = 0;

  async write(...sizes: readonly number[]): Promise<this> {
    for (const size of sizes) {
      const closedAt = new Date(BEGIN + (this.hour + 0.5) * HOUR);
      const records = Array.from({ length: size }, (_, index) => recordAt(closedAt, index));
      this.state = await writeSegment(this.store, this.state, { records, closedAt: closedAt.toISOString() });
    }
    return this;
  }

  get moment() {
    return { to: at(this.hour + 1), created: at(this.hour + 1), others: [], newestDigest: null };
  }

  async seal(by = signer): Promise<this> {
    const tools = { signer: by, packDigest: () => 'a'.repeat(64), store: this.store };
    this.state = await writeSeal(tools, this.state, this.moment);
    this.hour += 1;
    return this;
  }

  /** Stores the next seal, or another in its place, without its signature. */
  async sealWithoutSignature(
    change: (seal: Seal) => object = () => ({}),
  ): Promise<{ key: string; bytes: Uint8Array }> {
    const { key, bytes } = await planSeal(
      { signer, packDigest: () => 'a'.repeat(64) },
      this.state,
      this.moment,
    );
    const seal = parseSeal(bytes);
    if (!seal) throw new Error('the seal of the test is none');
    const changed = { ...seal, ...change(seal) } as Seal;
    const stored = new Uint8Array(sealBytes(changed));
    const name = changed.to === seal.to ? key : sealKey(home, changed.to);
    await this.store.put(name, stored);
    return { key: name, bytes: stored };
  }

  /** Where the chain stands by the archive alone. */
  resumed(keys = keysOf(signer)) {
    return resumeShard(sourceOf(this.files), home, keys);
  }

  keyOfSegment(number: number): string {
    const name = `segment-${String(number).padStart(12, '0')}`;
    return [...this.files.keys()].find((key) => key.includes(name)) ?? '';
  }
}

describe('the state of a shard, from its archive alone', () => {
  it.each<[string, (story: Story) => Promise<Story>]>([
    ['all is sealed', async (story) => (await story.write(2, 3)).seal()],
    [
      'it was sealed often',
      async (story) => (await (await (await story.write(2)).seal()).write(1, 1)).seal(),
    ],
    ['segments wait for their seal', async (story) => (await (await story.write(2)).seal()).write(1, 4)],
    ['only silence is sealed', async (story) => story.seal()],
    ['silence is sealed, and segments wait', async (story) => (await story.seal()).write(3)],
    ['silence was sealed last', async (story) => (await (await story.write(2)).seal()).seal()],
  ])('is what its writer had where %s', async (_, write) => {
    const story = await write(new Story());
    expect(await story.resumed()).toEqual({ state: story.state });
  });

  it('begins as its first segment was closed where nothing is sealed', async () => {
    const story = await new Story().write(2, 1);
    expect(await story.resumed()).toEqual({ state: { ...story.state, sealedTo: at(0.5) } });
  });

  it('is not known of a shard of which nothing is there', async () => {
    const story = await new Story().write(1);
    expect(await resumeShard(sourceOf(story.files), away, keysOf(signer))).toBeUndefined();
  });

  it('is that of the shard that was asked for', async () => {
    const story = await (await new Story().write(1)).seal();
    const other = storeIn(story.files);
    const content = { records: [recordAt(new Date(BEGIN), 1)], closedAt: at(0) };
    await writeSegment(other, newState({ ...home, region: 'af-south-1' }, new Date(BEGIN)), content);
    expect(await story.resumed()).toEqual({ state: story.state });
  });

  it('counts seals of an earlier key that the archive holds', async () => {
    const earlier = testSigner();
    const story = await (await new Story().write(1)).seal(earlier);
    expect(await story.resumed(keysOf(signer, earlier))).toEqual({ state: story.state });
    await expect(story.resumed(keysOf(signer, testSigner()))).rejects.toThrow(
      'does not follow; verify the archive',
    );
  });
});

describe('a seal without its signature', () => {
  it('is to be signed where the state would have sealed the same', async () => {
    const story = await (await (await new Story().write(2)).seal()).write(1, 3);
    const unsigned = await story.sealWithoutSignature();
    expect(await story.resumed()).toEqual({ state: story.state, unsigned });
  });

  it('is to be signed where it says silence', async () => {
    const story = await (await new Story().write(2)).seal();
    const unsigned = await story.sealWithoutSignature();
    expect(await story.resumed()).toEqual({ state: story.state, unsigned });
  });

  it('is to be signed as the first: it alone says when the shard began', async () => {
    const story = await new Story().write(2);
    const unsigned = await story.sealWithoutSignature();
    expect(await story.resumed()).toEqual({ state: { ...story.state, sealedTo: at(0.5) }, unsigned });
  });

  const otherwise: readonly [string, (seal: Seal) => object][] = [
    ['number', ({ number }) => ({ number: number + 1 })],
    ['previous', () => ({ previous: 'f'.repeat(64) })],
    ['from', () => ({ from: at(0.75) })],
    ['Region', () => ({ region: 'us-east-1' })],
    ['key', ({ key }) => ({ key: { ...key, fingerprint: 'f'.repeat(64) } })],
    ['first segment', ({ segments }) => ({ segments: { ...segments, first: segments.first + 1 } })],
    ['count of segments', ({ segments }) => ({ segments: { ...segments, count: 0 } })],
    ['root', ({ segments }) => ({ segments: { ...segments, root: 'f'.repeat(64) } })],
    ['first record', ({ records }) => ({ records: { ...records, first: records.first + 1 } })],
    ['count of records', ({ records }) => ({ records: { ...records, count: records.count + 1 } })],
    ['form', () => ({ others: undefined })],
    ['time, still to come', () => ({ to: at(13), created: at(13) })],
    ['time, after it was made', () => ({ created: at(1.5) })],
    ['list', ({ segments }) => ({ segments: { ...segments, list: segments.list?.toReversed() } })],
    ['list, of nothing', ({ segments }) => ({ segments: { ...segments, list: [null, null] } })],
    ['list, that is none', ({ segments }) => ({ segments: { ...segments, list: {} } })],
  ];

  it.each(otherwise)('is not to be signed with another %s', async (_name, change) => {
    const story = await (await (await new Story().write(2)).seal()).write(1, 3);
    const { key } = await story.sealWithoutSignature(change);
    await expect(story.resumed()).rejects.toThrow(
      `${key} is later than the last seal with a valid signature and does not follow; verify the archive to see what is wrong`,
    );
  });

  it('is to be signed by a clock that is a little behind, and with versions that only its writer knew', async () => {
    const story = await (await (await new Story().write(2)).seal()).write(1, 3);
    const unsigned = await story.sealWithoutSignature(({ segments: { list = [], ...segments } }) => ({
      segments: { ...segments, list: list.map((entry) => ({ ...entry, versionId: 'v' })) },
    }));
    const now = (minutes: number) => ({
      ...keysOf(signer),
      now: new Date(Date.parse(at(2)) + minutes * 60_000),
    });
    expect((await story.resumed(now(-5)))?.unsigned).toEqual(unsigned);
    await expect(story.resumed(now(-5.1))).rejects.toThrow('does not follow');
  });

  it('is to be signed without a list, which would not have fitted', async () => {
    const story = await (await (await new Story().write(2)).seal()).write(1, 3);
    const unsigned = await story.sealWithoutSignature(({ segments: { list: _, ...segments } }) => ({
      segments,
    }));
    expect((await story.resumed())?.unsigned).toEqual(unsigned);
  });

  it('is not to be signed under the name of another time, or with other blanks', async () => {
    const story = await (await (await new Story().write(2)).seal()).write(1, 3);
    const { key, bytes } = await story.sealWithoutSignature();
    story.files.delete(key);
    story.files.set(sealKey(home, at(3)), bytes);
    await expect(story.resumed()).rejects.toThrow(`${sealKey(home, at(3))} is later than`);
    story.files.delete(sealKey(home, at(3)));
    story.files.set(key, Buffer.from(`${Buffer.from(bytes)} `));
    await expect(story.resumed()).rejects.toThrow(`${key} is later than`);
  });

  it.each([
    0.25, 0.5,
  ])('is not to be signed as the first where it ends before what it is about, at %f', async (to) => {
    const story = await new Story().write(2);
    const { key } = await story.sealWithoutSignature(() => ({ to: at(to) }));
    await expect(story.resumed()).rejects.toThrow(`${key} is later than`);
  });

  it('is not to be signed before another', async () => {
    const story = await new Story().write(2);
    await story.sealWithoutSignature();
    story.hour = 1;
    await story.sealWithoutSignature();
    await expect(story.resumed()).rejects.toThrow('is later than the last seal with a valid signature');
  });

  it('is none that has one of somebody else', async () => {
    const story = await (await new Story().write(2)).seal();
    story.files.set(signatureKey(sealKey(home, at(1))), await testSigner().sign(Buffer.of(1)));
    const resumed = await story.resumed();
    expect(resumed?.unsigned?.key).toBe(sealKey(home, at(1)));
  });
});

describe('segments that nothing has sealed', () => {
  /** Another segment in the place of the second. */
  async function replaced(change: (segment: Parameters<typeof buildSegment>[0]) => object) {
    const story = await new Story().write(2, 1);
    const records = [{ ...recordAt(new Date(BEGIN), 1), sequence: 3 }];
    const [, second] = story.state.unsealed;
    const { previousSegment: previous } = (await new Story().write(2)).state;
    const segment = { ...home, number: 2, previous, closedAt: at(0.5), records };
    story.files.set(second?.key ?? '', buildSegment({ ...segment, ...change(segment) }).bytes);
    return story;
  }

  it('are taken as they follow one another', async () => {
    expect((await (await replaced(() => ({}))).resumed())?.state).toMatchObject({
      nextSegment: 3,
      nextSequence: 4,
    });
  });

  it.each<[string, (segment: Parameters<typeof buildSegment>[0]) => object]>([
    ['come after another', () => ({ previous: 'f'.repeat(64) })],
    ['begin later', ({ records }) => ({ records: records.map((record) => ({ ...record, sequence: 4 })) })],
  ])('are not where they %s', async (_, change) => {
    const story = await replaced(change);
    await expect(story.resumed()).rejects.toThrow(
      `${story.keyOfSegment(2)} does not follow segment 1; verify the archive first`,
    );
  });

  it('are not where they hold another number of records than they say', async () => {
    const story = await new Story().write(2, 1);
    const key = story.keyOfSegment(2);
    const more = rewrite(story.files.get(key) ?? new Uint8Array(), (lines) => [...lines, '{}']);
    story.files.set(key, more);
    await expect(story.resumed()).rejects.toThrow(
      `${key} does not follow segment 1; verify the archive first`,
    );
  });

  const header: SegmentHeader = {
    ...home,
    schema: 'assay.segment/1',
    number: 1,
    first: 1,
    last: 1,
    count: 1,
    closedAt: at(0.5),
    previous: null,
  };

  it.each<[string, Uint8Array]>([
    ['no gzip', Buffer.from('nonsense')],
    ['without a header', gzipSync('nonsense\n')],
    ['the segment of another name', gzipSync(`${JSON.stringify({ ...header, closedAt: at(30) })}\n{}\n`)],
  ])('are not taken from what is %s', async (_name, bytes) => {
    const story = await new Story().write(1);
    const key = story.keyOfSegment(1);
    story.files.set(key, bytes);
    await expect(story.resumed()).rejects.toThrow(
      `${key} is no segment of that name; verify the archive to see what is wrong`,
    );
  });

  it('are asked for where one is missing, or there more than once', async () => {
    const story = await (await new Story().write(1, 1)).seal();
    const key = story.keyOfSegment(2);
    const bytes = story.files.get(key) ?? new Uint8Array();
    story.files.set(segmentKey(home, 2, at(30)), bytes);
    await expect(story.resumed()).rejects.toThrow(
      'segment 2 is there 2 times; verify the archive to see what is wrong',
    );
    story.files.delete(segmentKey(home, 2, at(30)));
    story.files.delete(key);
    await expect(story.resumed()).rejects.toThrow(
      'segment 2 is missing; verify the archive to see what is wrong',
    );
  });
});
