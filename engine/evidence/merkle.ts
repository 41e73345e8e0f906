import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 as raw bytes. */
const sha256Bytes = (data: Uint8Array): Uint8Array => hash('sha256', data, 'buffer');

// One buffer for the prefix and nearly every entry: a hash stream per leaf costs more than the hash.
const scratch = new Uint8Array(8192);

/** RFC 6962 section 2.1: SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  const data = entry.length < scratch.length ? scratch : new Uint8Array(entry.length + 1);
  data.set(entry, 1);
  return sha256Bytes(data.subarray(0, entry.length + 1));
}

const pair = new Uint8Array(65).fill(1);

/** RFC 6962 section 2.1: SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256Bytes(pair);
}

export interface MerkleTree {
  add(leaf: Uint8Array): void;
  readonly size: number;
  root(): Uint8Array;
}

/** A tree that keeps one hash a level, so that its memory does not grow with its leaves. */
export function merkleTree(): MerkleTree {
  const peaks: Uint8Array[] = [];
  let size = 0;
  return {
    add(leaf) {
      let node = leaf;
      for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2))
        node = nodeHash(peaks.pop() ?? node, node);
      peaks.push(node);
      size += 1;
    },
    get size() {
      return size;
    },
    root() {
      const [last, ...rest] = peaks.toReversed();
      return last ? rest.reduce((right, left) => nodeHash(left, right), last) : sha256Bytes(new Uint8Array());
    },
  };
}

/** RFC 6962 Merkle tree hash over leaf hashes; of none, SHA-256 of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = merkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** RFC 6962 section 2.1.1: the largest power of two below `size`. */
const splitOf = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);

/** Audit path of the leaf at `index`, nearest sibling first. Throws RangeError if there is no such leaf. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!(Number.isInteger(index) && index >= 0 && index < leaves.length)) {
    throw new RangeError(`no leaf ${index} in a tree of ${leaves.length}; use 0 to ${leaves.length - 1}`);
  }
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index), merkleRoot(right)]
    : [...inclusionProof(right, index - split), merkleRoot(left)];
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/** The root that the leaf and its path lead to (RFC 9162 section 2.1.3.2); undefined if the path cannot fit the tree. */
function rootFromInclusion(leaf: Uint8Array, { index, size, path }: Inclusion): Uint8Array | undefined {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size))
    return undefined;
  let position = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of path) {
    if (last === 0 || sibling.length !== 32) return undefined;
    if (position % 2 === 1 || position === last) {
      node = nodeHash(sibling, node);
      // At the right edge, which is not at 0, the levels without a sibling are skipped.
      while (position % 2 === 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      node = nodeHash(node, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node : undefined;
}

/** Is the leaf in the tree with this root? */
export function isIncluded(leaf: Uint8Array, inclusion: Inclusion, root: Uint8Array): boolean {
  const reached = rootFromInclusion(leaf, inclusion);
  return reached !== undefined && root.length === 32 && timingSafeEqual(reached, root);
}

export const toHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');

export const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex');
