import { canonicalJson } from '../canonical.ts';
import type { ArchiveSource, ShardFiles } from '../evidence/inventory.ts';
import { type Shard, segmentKey, signatureKey } from '../evidence/layout.ts';
import { fromHex, inclusionProof, leafHash, merkleRoot, toHex } from '../evidence/merkle.ts';
import type { Proof } from '../evidence/proof.ts';
import { proofFile } from '../evidence/proof-file.ts';
import { parseSeal, type Seal } from '../evidence/seal.ts';
import { entryOf, openSegment, recordLines, type SegmentEntry, segmentHash } from '../evidence/segment.ts';

/** Name in the pack → content. */
export type PackFiles = Map<string, Uint8Array>;

export interface SealedRecords {
  readonly shard: ShardFiles;
  /** Sequences of the records that are wanted, in order. */
  readonly sequences: readonly number[];
  /** Seals of this time are added too, whether a record is under them or not: they show that none is missing. */
  readonly from: string;
  readonly to: string;
}

/** Names in the pack. */
export const recordName = (shard: Shard, sequence: number): string =>
  `records/${shard.account}/${shard.region}/${digits(sequence)}.json`;
const proofName = (shard: Shard, sequence: number): string =>
  `proofs/${shard.account}/${shard.region}/${digits(sequence)}`;
const segmentName = (shard: Shard, number: number): string =>
  `segments/${shard.account}/${shard.region}/${digits(number)}`;

const digits = (number: number): string => String(number).padStart(12, '0');

/**
 * Adds the records of one shard with all that proves them: the stored line, the proof, the same proof as a path that a
 * shell can climb, the entry of its segment, the seal and its signature. Gives the sequences that no seal covers yet.
 * @throws TypeError if the archive cannot prove one; verify it first
 */
export async function addSealedRecords(
  files: PackFiles,
  source: ArchiveSource,
  { shard, sequences, from, to }: SealedRecords,
): Promise<readonly number[]> {
  const left = new Set(sequences);
  for (const key of shard.seals) {
    const bytes = await source.read(key);
    const seal = parseSeal(bytes);
    if (!seal) throw new TypeError(`${key} is no seal; verify the archive first`);
    const covered = sequences.filter((sequence) => isUnder(seal, sequence));
    const isOfPeriod = Date.parse(seal.to) > Date.parse(from) && Date.parse(seal.from) < Date.parse(to);
    if (covered.length === 0 && !isOfPeriod) continue;
    const signature = await source.read(signatureKey(key));
    files.set(key, bytes).set(signatureKey(key), signature);
    if (covered.length > 0) await addRecords(files, source, { shard, seal, key, signature, covered });
    for (const sequence of covered) left.delete(sequence);
  }
  return [...left];
}

const isUnder = ({ records: { first, count } }: Seal, sequence: number): boolean =>
  sequence >= first && sequence < first + count;

interface Under {
  readonly shard: ShardFiles;
  readonly seal: Seal;
  readonly key: string;
  readonly signature: Uint8Array;
  readonly covered: readonly number[];
}

async function addRecords(files: PackFiles, source: ArchiveSource, under: Under): Promise<void> {
  const { shard, seal, key, signature, covered } = under;
  const segments = await segmentsUnder(source, under);
  const hashes = segments.map(segmentHash);
  if (toHex(merkleRoot(hashes)) !== seal.segments.root)
    throw new TypeError(`${key} does not cover the segments that are there; verify the archive first`);
  for (const [index, segment] of segments.entries()) {
    const wanted = covered.filter(
      (sequence) => sequence >= segment.first && sequence < segment.first + segment.count,
    );
    if (wanted.length === 0) continue;
    const position = { index, size: segments.length, path: inclusionProof(hashes, index) };
    const name = segmentName(shard, segment.number);
    const { versionId: _, ...entry } = segment;
    files.set(`${name}.json`, Buffer.from(canonicalJson(entry)));
    files.set(`${name}.path`, climb(key, position));
    const lines = [...recordLines(await contentOf(source, keyOf(shard, segment.number, seal)))];
    const leaves = lines.map(leafHash);
    for (const sequence of wanted) {
      const record = { index: sequence - segment.first, size: lines.length };
      const path = inclusionProof(leaves, record.index);
      const proof: Proof = {
        schema: 'assay.proof/1',
        record: { ...record, path: path.map(toHex) },
        segment,
        position: { ...position, path: position.path.map(toHex) },
        seal,
        signature: Buffer.from(signature).toString('base64'),
      };
      const line = lines[record.index] ?? Buffer.of();
      files.set(recordName(shard, sequence), Uint8Array.from(line));
      files.set(`${proofName(shard, sequence)}.json`, Buffer.from(proofFile({ proof, line: String(line) })));
      files.set(`${proofName(shard, sequence)}.path`, climb(`${name}.json`, { ...record, path }));
    }
  }
}

/** From the seal's own list where it fits in; it is under the root that is compared next. */
async function segmentsUnder(
  source: ArchiveSource,
  { shard, seal }: Under,
): Promise<readonly SegmentEntry[]> {
  const { first, count, list } = seal.segments;
  if (list !== undefined) return list;
  const entries: SegmentEntry[] = [];
  for (let number = first; number < first + count; number += 1) {
    const key = keyOf(shard, number, seal);
    const bytes = await source.read(key);
    const { header, content } = openSegment(bytes);
    if (!header || !content) throw new TypeError(`${key} is no segment; verify the archive first`);
    entries.push(entryOf({ header, bytes, content }));
  }
  return entries;
}

const keyOf = ({ account, region, segments }: ShardFiles, number: number, { to }: Seal): string =>
  segments.get(number)?.[0] ?? segmentKey({ account, region }, number, to);

async function contentOf(source: ArchiveSource, key: string): Promise<Buffer> {
  const { content } = openSegment(await source.read(key));
  if (!content) throw new TypeError(`${key} is no segment; verify the archive first`);
  return content;
}

interface Way {
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/**
 * A way up the tree as lines for a shell: first where it leads, then each sibling, on which side it stands and its hash
 * in base64, which openssl turns into bytes.
 */
function climb(leadsTo: string, { index, size, path }: Way): Uint8Array {
  const lines = sides(index, size).map(
    (side, level) => `${side} ${Buffer.from(path[level] ?? fromHex('')).toString('base64')}`,
  );
  return Buffer.from([`to ${leadsTo}`, ...lines, ''].join('\n'));
}

/** RFC 9162 section 2.1.3.2: on which side each sibling stands, nearest first. */
function sides(index: number, size: number): readonly ('left' | 'right')[] {
  const found: ('left' | 'right')[] = [];
  let [position, last] = [index, size - 1];
  while (last > 0) {
    if (position % 2 === 1 || position === last) {
      // At the right edge, the levels without a sibling are skipped.
      while (position % 2 === 0) [position, last] = [position / 2, Math.floor(last / 2)];
      found.push('left');
    } else {
      found.push('right');
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return found;
}
