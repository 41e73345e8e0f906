import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { type Files, makeArchive, sourceOf } from './archive.ts';
import { bytesOf, copy, flip, rename } from './tamper.ts';

const made = await makeArchive();
const check = (files: Files) => verifyArchive(sourceOf(files), { publicKeyPem: made.signer.publicKeyPem });

describe('verification of an archive', () => {
  // Hundreds of archives are verified whole.
  it('never passes with one bit of one file changed', { timeout: 60_000 }, async () => {
    const keys = [...made.files.keys()];
    const place = fc.tuple(fc.constantFrom(...keys), fc.nat(), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(place, async ([key, at, bit]) => {
        const files: Files = new Map(made.files);
        flip(files, key, at % bytesOf(files, key).length, 1 << bit);
        const report = await check(files);
        expect(report.status).not.toBe('proven');
        const near = key.replace(/\.(sig|json)$/, '');
        expect(report.problems.some((problem) => problem.key.replace(/\.(sig|json)$/, '') === near)).toBe(
          true,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('never passes with one file removed, emptied or renamed, or one added', {
    timeout: 60_000,
  }, async () => {
    for (const key of made.files.keys()) {
      for (const attack of [
        (files: Files) => files.delete(key),
        (files: Files) => files.set(key, new Uint8Array()),
        (files: Files) => rename(files, key, `${key}.bak`),
        (files: Files) => copy(files, key, `copy of ${key}`),
      ]) {
        const files: Files = new Map(made.files);
        attack(files);
        expect((await check(files)).status).toBe('failed');
      }
    }
  });
});
