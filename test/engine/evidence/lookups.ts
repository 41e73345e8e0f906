import { takeInventory } from '../../../engine/evidence/inventory.ts';
import { lookupKey } from '../../../engine/evidence/layout.ts';
import { lookupBytes } from '../../../engine/evidence/lookup-file.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { entryOf, openSegment } from '../../../engine/evidence/segment.ts';
import { type Files, sourceOf } from './archive.ts';
import { bytesOf } from './tamper.ts';

/** Puts beside each seal what can be derived from its records. */
export async function addLookups(files: Files): Promise<Files> {
  const { shards } = await takeInventory(sourceOf(files));
  for (const { seals, segments } of shards) {
    for (const key of seals) {
      const seal = parseSeal(bytesOf(files, key));
      if (!seal || seal.segments.count === 0) continue;
      const entries = Array.from({ length: seal.segments.count }, (_, index) => {
        const bytes = bytesOf(files, segments.get(seal.segments.first + index)?.[0] ?? '');
        const { header, content } = openSegment(bytes);
        if (!header || !content) throw new Error('the test archive holds a segment that is none');
        return entryOf({ header, bytes, content });
      });
      const lookup = await lookupBytes(seal, entries, async (entry) => files.get(entry.key));
      files.set(lookupKey(key), lookup ?? new Uint8Array());
    }
  }
  return files;
}
