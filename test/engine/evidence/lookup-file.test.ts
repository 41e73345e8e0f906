import { describe, expect, it } from 'vitest';
import { lookupBytes } from '../../../engine/evidence/lookup-file.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { makeArchive, rewrite } from './archive.ts';
import { addLookups } from './lookups.ts';
import { bytesOf } from './tamper.ts';

const { files } = await makeArchive();
const sealKey = [...files.keys()].find((key) => key.startsWith('seals/')) ?? '';
const seal = parseSeal(bytesOf(files, sealKey));
if (!seal) throw new Error('the test archive has no seal');
const entries = seal.segments.list ?? [];

describe('the lookup of a stored seal', () => {
  it('is made of its segments alone, the same each time', async () => {
    const made = await lookupBytes(seal, entries, async ({ key }) => files.get(key));
    const again = await addLookups(new Map(files));
    expect(again.get(sealKey.replace('seals', 'lookup'))).toEqual(made);
    expect(JSON.parse(Buffer.from(made ?? []).toString())).toMatchObject({
      seal: 1,
      segments: { first: 1, counts: [20, 20] },
    });
  });

  it('tells what each record is, by its place from the first one of the seal', async () => {
    const made = await lookupBytes(seal, entries, async ({ key }) => files.get(key));
    expect(JSON.parse(Buffer.from(made ?? []).toString())).toMatchObject({
      notices: { 'seen-unchanged': Array.from({ length: 40 }, (_, place) => place) },
    });
  });

  it('counts a line that is no record, so that those behind it keep their places', async () => {
    const [entry] = entries;
    if (!entry) throw new Error('the seal of the test lists no segment');
    const torn = rewrite(bytesOf(files, entry.key), ([header = '', , ...rest]) => [header, '[]', ...rest]);
    const made = await lookupBytes(seal, [entry], async () => torn);
    expect(JSON.parse(Buffer.from(made ?? []).toString())).toMatchObject({
      notices: { undefined: [0], 'seen-unchanged': Array.from({ length: 19 }, (_, index) => index + 1) },
    });
  });

  it.each([
    ['is not there', undefined],
    ['is no segment', Buffer.from('nonsense')],
  ])('is not made where a segment %s', async (_name, bytes) => {
    expect(await lookupBytes(seal, entries, async () => bytes)).toBeUndefined();
  });
});
