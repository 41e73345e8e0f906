import { lookupBuilder } from './lookup.ts';
import type { Seal } from './seal.ts';
import { openSegment, parseObject, recordLines, type SegmentEntry } from './segment.ts';

/** What the lookup of a seal says, from the segments under it; undefined if one of them cannot be read. */
export async function lookupBytes(
  seal: Seal,
  entries: readonly SegmentEntry[],
  read: (entry: SegmentEntry) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array | undefined> {
  const builder = lookupBuilder(seal);
  const segments = await Promise.all(entries.map(read));
  for (const [index, { first }] of entries.entries()) {
    const bytes = segments[index];
    const content = bytes && openSegment(bytes).content;
    if (!content) return undefined;
    let sequence = first;
    for (const line of recordLines(content)) {
      builder.add(parseObject(line.toString()) ?? {}, sequence);
      sequence += 1;
    }
  }
  return builder.bytes(entries.map(({ count }) => count));
}
