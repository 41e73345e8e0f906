import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromHex,
  inclusionProof,
  isIncluded,
  leafHash,
  merkleRoot,
  merkleTree,
  nodeHash,
  toHex,
} from '../../../engine/evidence/merkle.ts';

// The eight leaves and roots of the reference tests of Certificate Transparency.
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = ENTRIES.map((entry) => leafHash(fromHex(entry)));

const PATHS: readonly [number, number, readonly string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
];

describe('the tree of RFC 6962', () => {
  it.each(
    ROOTS.map((root, size) => [size, root] as const),
  )('has over %i leaves the known root', (size, root) => {
    expect(toHex(merkleRoot(LEAVES.slice(0, size)))).toBe(root);
  });

  it('grows leaf by leaf, and tells its size and its root in between', () => {
    const tree = merkleTree();
    for (const [index, leaf] of LEAVES.entries()) {
      expect([tree.size, toHex(tree.root())]).toEqual([index, ROOTS[index]]);
      tree.add(leaf);
    }
    expect([tree.size, toHex(tree.root())]).toEqual([8, ROOTS[8]]);
  });

  it.each(PATHS)('leads leaf %i of %i along the known path', (index, size, path) => {
    const leaves = LEAVES.slice(0, size);
    expect(inclusionProof(leaves, index).map(toHex)).toEqual(path);
    const leaf = leaves[index] ?? new Uint8Array();
    expect(isIncluded(leaf, { index, size, path: path.map(fromHex) }, fromHex(ROOTS[size] ?? ''))).toBe(true);
  });

  it('proves every leaf of every tree up to 40 leaves, and at no other place', () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
      const root = merkleRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const path = inclusionProof(leaves, index);
        const places = leaves
          .map((_, place) => place)
          .filter((place) => isIncluded(leaf, { index: place, size, path }, root));
        expect(places).toEqual([index]);
      }
    }
  });

  it('refuses a path with any bit changed, one too long, one too short', () => {
    const leaves = Array.from({ length: 21 }, (_, index) => leafHash(Buffer.of(index)));
    const root = merkleRoot(leaves);
    const place = fc.tuple(fc.nat(20), fc.nat(3), fc.nat(255));
    fc.assert(
      fc.property(place, ([index, step, bit]) => {
        const path = inclusionProof(leaves, index);
        const leaf = leaves[index] ?? new Uint8Array();
        const changed = path.map((hash) => Uint8Array.from(hash));
        const target = changed[Math.min(step, changed.length - 1)];
        if (target) target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isIncluded(leaf, { index, size: 21, path }, root)).toBe(true);
        expect(isIncluded(leaf, { index, size: 21, path: changed }, root)).toBe(false);
        expect(isIncluded(leaf, { index, size: 21, path: path.slice(1) }, root)).toBe(false);
        expect(isIncluded(leaf, { index, size: 21, path: [...path, root] }, root)).toBe(false);
      }),
    );
  });

  it('refuses a path that leads to the root of a tree of another depth', () => {
    const [left, right] = [LEAVES[0] ?? new Uint8Array(), LEAVES[1] ?? new Uint8Array()];
    const root = nodeHash(left, right);
    expect(isIncluded(right, { index: 1, size: 2, path: [left] }, root)).toBe(true);
    expect(isIncluded(right, { index: 0, size: 1, path: [left] }, root)).toBe(false);
    expect(isIncluded(root, { index: 0, size: 2, path: [] }, root)).toBe(false);
  });

  it('refuses a sibling that is no hash, and a root that is none', () => {
    const [left, right] = [LEAVES[0] ?? new Uint8Array(), LEAVES[1] ?? new Uint8Array()];
    const root = nodeHash(left, right);
    // What is missing would be what the last hash left in the buffer.
    expect(isIncluded(left, { index: 0, size: 2, path: [right] }, root)).toBe(true);
    expect(isIncluded(left, { index: 0, size: 2, path: [right.subarray(0, 31)] }, root)).toBe(false);
    expect(isIncluded(left, { index: 0, size: 1, path: [] }, left)).toBe(true);
    expect(isIncluded(left, { index: 0, size: 1, path: [] }, left.subarray(0, 31))).toBe(false);
  });

  it.each([0, 1, 8190, 8191, 8192, 8193, 40_000])('hashes a leaf of %i bytes as it is', (length) => {
    const entry = Buffer.alloc(length, 'entry');
    const expected = createHash('sha256').update(Buffer.of(0)).update(entry).digest('hex');
    expect(toHex(leafHash(entry))).toBe(expected);
  });

  it('never takes a node for a leaf', () => {
    const [left, right] = [LEAVES[0] ?? new Uint8Array(), LEAVES[1] ?? new Uint8Array()];
    expect(leafHash(Buffer.concat([left, right]))).not.toEqual(nodeHash(left, right));
  });

  it.each([[-1], [1], [0.5], [Number.NaN]])('has no proof for the leaf %d of one', (index) => {
    expect(() => inclusionProof(LEAVES.slice(0, 1), index)).toThrow(
      new RangeError(`no leaf ${index} in a tree of 1; use 0 to 0`),
    );
    expect(
      isIncluded(LEAVES[0] ?? new Uint8Array(), { index, size: 1, path: [] }, fromHex(ROOTS[1] ?? '')),
    ).toBe(false);
  });
});
