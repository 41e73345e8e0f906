import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import { type ArchiveSource, takeArchive } from './inventory.ts';
import { type Shard, segmentKey, shardName, signatureKey } from './layout.ts';
import { fromHex, inclusionProof, isIncluded, leafHash, merkleRoot, toHex } from './merkle.ts';
import { RECORD_SCHEMA } from './record.ts';
import { parseSeal, SEAL_SCHEMA, type Seal, sealBytes } from './seal.ts';
import { entryOf, openSegment, parseObject, recordLines, type SegmentEntry, segmentHash } from './segment.ts';
import { isSignatureOf, type PublicKey, readPublicKeys } from './signature.ts';

/** One record's way to a signature: line → root of its segment → root of its seal → signature. */
export interface Proof {
  readonly schema: 'assay.proof/1';
  /** Hex siblings, nearest first. */
  readonly record: { readonly index: number; readonly size: number; readonly path: readonly string[] };
  readonly segment: SegmentEntry;
  readonly position: { readonly index: number; readonly size: number; readonly path: readonly string[] };
  readonly seal: Seal;
  /** Base64 DER. */
  readonly signature: string;
}

export interface ProvenRecord {
  readonly proof: Proof;
  /** The stored line: what the proof is about, byte for byte. */
  readonly line: string;
}

/** The proof of one sealed record; undefined if no seal covers it. Throws if the archive cannot prove it: verify it first. */
export async function proveRecord(
  source: ArchiveSource,
  record: Shard & { readonly sequence: number },
): Promise<ProvenRecord | undefined> {
  const { shards } = await takeArchive(source);
  const files = shards.find((each) => shardName(each) === shardName(record));
  const found = files && (await findSeal(source, files.seals, record.sequence));
  if (!found) return undefined;
  const { seal, key } = found;
  const entries: SegmentEntry[] = [];
  let own: { content: Buffer; entry: SegmentEntry } | undefined;
  for (let number = seal.segments.first; number < seal.segments.first + seal.segments.count; number += 1) {
    const [key = segmentKey(seal, number, seal.to)] = files.segments.get(number) ?? [];
    const segment = await readSegment(source, key);
    entries.push(segment.entry);
    // The last one that begins no later.
    if (record.sequence >= segment.entry.first) own = segment;
  }
  if (!own || toHex(merkleRoot(entries.map(segmentHash))) !== seal.segments.root) {
    throw new Error(
      `${key} does not cover the segments that are there; verify the archive to see what is wrong`,
    );
  }
  const signature = await source.read(signatureKey(key));
  return assemble({ sequence: record.sequence, own, entries, seal, signature });
}

interface FoundSeal {
  readonly seal: Seal;
  readonly key: string;
}

/** Seals are in order: a dozen of them tell where the record is among ten thousand. */
async function findSeal(
  source: ArchiveSource,
  keys: readonly string[],
  sequence: number,
): Promise<FoundSeal | undefined> {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const key = keys[middle] ?? '';
    const seal = parseSeal(await source.read(key));
    if (!seal)
      return findSealAround(source, [...keys.slice(low, middle), ...keys.slice(middle + 1, high)], sequence);
    const { first, count } = seal.records;
    if (sequence < first) high = middle;
    else if (sequence >= first + count) low = middle + 1;
    else return { seal, key };
  }
  return undefined;
}

/** One of them is no seal, and tells no order. */
async function findSealAround(
  source: ArchiveSource,
  keys: readonly string[],
  sequence: number,
): Promise<FoundSeal | undefined> {
  for (const key of keys) {
    const seal = parseSeal(await source.read(key));
    if (!seal) continue;
    const { first, count } = seal.records;
    if (sequence >= first && sequence < first + count) return { seal, key };
  }
  return undefined;
}

async function readSegment(
  source: ArchiveSource,
  key: string,
): Promise<{ content: Buffer; entry: SegmentEntry }> {
  const bytes = await source.read(key);
  const { header, content } = openSegment(bytes);
  if (!header || !content) {
    throw new Error(`${key} is no segment; verify the archive to see what is wrong`);
  }
  return { content, entry: entryOf({ header, bytes, content }) };
}

interface Found {
  readonly sequence: number;
  readonly own: { readonly content: Buffer; readonly entry: SegmentEntry };
  readonly entries: readonly SegmentEntry[];
  readonly seal: Seal;
  readonly signature: Uint8Array;
}

function assemble({ sequence, own, entries, seal, signature }: Found): ProvenRecord {
  const lines = [...recordLines(own.content)];
  const index = sequence - own.entry.first;
  const position = entries.indexOf(own.entry);
  const path = inclusionProof(lines.map(leafHash), index).map(toHex);
  const proof: Proof = {
    schema: 'assay.proof/1',
    record: { index, size: lines.length, path },
    segment: own.entry,
    position: {
      index: position,
      size: entries.length,
      path: inclusionProof(entries.map(segmentHash), position).map(toHex),
    },
    seal,
    signature: Buffer.from(signature).toString('base64'),
  };
  return { proof, line: String(lines[index]) };
}

export type ProofResult =
  | { readonly ok: true; readonly seal: Seal; readonly record: JsonObject }
  | { readonly ok: false; readonly because: string };

/** Checks a proof alone: the record's stored line, the proof, and the key to trust. */
export function verifyProof(
  proof: Proof,
  line: string,
  publicKeyPem: string | readonly string[],
): ProofResult {
  const keys = readPublicKeys(publicKeyPem);
  if (!keys) return { ok: false, because: 'the public key you brought is no P-256 public key in PEM' };
  try {
    return check(proof, line, keys);
  } catch (error) {
    // A proof comes from anyone: what it lacks must not look like a fault of ours.
    return {
      ok: false,
      because: `it is no proof: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function check(proof: Proof, line: string, keys: readonly PublicKey[]): ProofResult {
  const { seal, segment, position, record } = proof;
  if (proof.schema !== 'assay.proof/1' || seal.schema !== SEAL_SCHEMA) {
    return {
      ok: false,
      because: `it has the version ${proof.schema} with ${seal.schema}; update before verifying`,
    };
  }
  const [bytes, signature] = [sealBytes(seal), Buffer.from(proof.signature, 'base64')];
  if (!keys.some(({ key }) => isSignatureOf(bytes, signature, key))) {
    return { ok: false, because: 'its seal is not signed by the key you brought' };
  }
  const isSealed =
    position.size === seal.segments.count &&
    segment.number === seal.segments.first + position.index &&
    isIncluded(segmentHash(segment), inclusionOf(position), fromHex(seal.segments.root));
  if (!isSealed) return { ok: false, because: 'its segment is not under its seal' };
  const isInSegment =
    record.size === segment.count &&
    isIncluded(leafHash(Buffer.from(line)), inclusionOf(record), fromHex(segment.root));
  if (!isInSegment)
    return { ok: false, because: 'the record is not in its segment: it or the proof was changed' };
  const parsed = parseObject(line);
  if (parsed?.['schema'] !== RECORD_SCHEMA) {
    return {
      ok: false,
      because: `the record has the version ${String(parsed?.['schema'])}; update before verifying`,
    };
  }
  return { ok: true, seal, record: parsed };
}

const inclusionOf = ({ index, size, path }: Proof['record']) => ({ index, size, path: path.map(fromHex) });

/** The bytes of a proof as it is handed over. */
export const proofText = (proof: Proof): string => canonicalJson(proof as unknown as JsonObject);
