import { describe, expect, it } from 'vitest';
import type { ArchiveSource } from '../../../engine/evidence/inventory.ts';
import { shardName } from '../../../engine/evidence/layout.ts';
import { walkRecords } from '../../../engine/evidence/walk.ts';
import { away, type Files, home, makeArchive, rewrite, sourceOf } from './archive.ts';

async function walked(source: ArchiveSource) {
  const found = [];
  for await (const each of walkRecords(source)) found.push(each);
  return found;
}

const firstSegment = (files: Files): string =>
  [...files.keys()].filter((key) => key.startsWith('evidence/')).sort()[0] ?? '';

describe('walking through an archive', () => {
  it('meets every record once, each shard in its sequence', async () => {
    const { files } = await makeArchive();
    const all = await walked(sourceOf(files));
    const of = (shard: typeof home | typeof away) =>
      all
        .filter(({ place }) => shardName(place.shard) === shardName(shard))
        .map(({ place }) => place.sequence);
    expect(of(home)).toEqual(Array.from({ length: 410 }, (_, index) => index + 1));
    expect(of(away)).toEqual(Array.from({ length: 206 }, (_, index) => index + 1));
    expect(all).toHaveLength(616);
  });

  it('goes through the shards together, by time', async () => {
    const { files } = await makeArchive();
    const times = (await walked(sourceOf(files))).map(({ record }) => record.recordedAt);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(5);
  });

  it('begins with the first shard where two records are of the same moment', async () => {
    const { files } = await makeArchive();
    const all = await walked(sourceOf(files));
    const [earliest] = all;
    const together = all.filter(({ record }) => record.recordedAt === earliest?.record.recordedAt);
    expect(together.map(({ place }) => place.shard.region)).toEqual([
      ...Array.from({ length: 40 }, () => home.region),
      ...Array.from({ length: 20 }, () => away.region),
    ]);
  });

  it('goes by the numbers of segments, however they are listed', async () => {
    const { files } = await makeArchive();
    const all = await walked(sourceOf(files));
    expect(await walked({ ...sourceOf(files), list: () => [...files.keys()].toReversed() })).toEqual(all);
  });

  it('says where each one stands', async () => {
    const { files } = await makeArchive();
    for (const { record, place } of await walked(sourceOf(files))) {
      expect(files.has(place.key)).toBe(true);
      expect(place.key).toContain(`/${shardName(place.shard)}/`);
      expect(place.sequence).toBe(record.sequence);
    }
  });

  it('reads a segment when its turn comes, and keeps none', async () => {
    const { files } = await makeArchive();
    const source = sourceOf(files);
    const read: string[] = [];
    const counting: ArchiveSource = {
      ...source,
      read: (key) => {
        read.push(key);
        return source.read(key);
      },
    };
    for await (const { place } of walkRecords(counting)) {
      if (place.sequence === 20) break;
    }
    expect(read.length).toBeLessThanOrEqual(4);
  });

  it('passes over a shard that holds no records', async () => {
    const { files } = await makeArchive();
    for (const key of files.keys()) {
      if (key.startsWith('evidence/') && key.includes(home.region)) files.delete(key);
    }
    const regions = (await walked(sourceOf(files))).map(({ place }) => place.shard.region);
    expect(regions).toEqual(Array.from({ length: 206 }, () => away.region));
  });

  it('has nothing to say of an empty archive', async () => {
    expect(await walked(sourceOf(new Map()))).toEqual([]);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ['is no gzip', () => Buffer.from('nothing'), /is no segment; verify the archive first/],
    [
      'holds a record of a newer version',
      (bytes) => rewrite(bytes, (lines) => lines.map((line) => line.replace('evidence/1', 'evidence/2'))),
      /holds what is no assay.evidence\/1/,
    ],
    [
      'holds a line that is no JSON',
      (bytes) => rewrite(bytes, ([head = '']) => [head, '{']),
      /holds what is no/,
    ],
  ])('stops at a file that %s', async (_name, change, message) => {
    const { files } = await makeArchive();
    const key = firstSegment(files);
    files.set(key, change(files.get(key) ?? new Uint8Array()));
    await expect(walked(sourceOf(files))).rejects.toThrow(message);
  });

  it('tells of what it leaves out, and reads all that follows', async () => {
    const { files } = await makeArchive();
    const all = (await walked(sourceOf(files))).filter(({ place }) => place.shard.region === home.region);
    const [first = '', second = ''] = [...files.keys()].filter((key) => key.startsWith('evidence/')).sort();
    files.set(first, Buffer.from('nothing'));
    files.set(
      second,
      rewrite(files.get(second) ?? new Uint8Array(), ([head = '', , ...rest]) => [head, '{', ...rest]),
    );
    const told: [string, string][] = [];
    const left = [];
    for await (const each of walkRecords(sourceOf(files), { onUnreadable: (...what) => told.push(what) })) {
      if (each.place.shard.region === home.region) left.push(each);
    }
    expect(told).toEqual([
      [first, `${first} is no segment`],
      [second, `${second} of ${shardName(home)} holds what is no assay.evidence/1`],
    ]);
    expect(left).toEqual(all.slice(21));
  });
});
