import { expect, it } from 'vitest';
import type { UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import { ACCOUNT, type Files, home, recordAt, sourceOf, storeIn, testSigner } from './archive.ts';

const signer = testSigner();
const NOON = new Date('2026-03-01T12:00:00.000Z');
const ours = recordAt(NOON, 1);
const sentBy = (sender: string): UnsequencedRecord => ({ ...recordAt(NOON, 2), sender });

/** What verification says of an archive of two segments; all is sealed but what comes later. */
async function verified(records: readonly UnsequencedRecord[], later: readonly UnsequencedRecord[] = []) {
  const files: Files = new Map();
  let now = NOON.getTime();
  const clock = () => new Date(now);
  const tools = { store: storeIn(files), signer, clock, packDigest: () => 'a'.repeat(64) };
  const writer = createArchiveWriter({ ...tools, recordsPerSegment: 2 });
  await writer.append(home, records);
  now += 1_800_000;
  await writer.seal();
  await writer.append(home, later);
  const { status, notes } = await verifyArchive(sourceOf(files), { publicKeyPem: signer.publicKeyPem });
  // Of the archive, not of one file in it.
  const told = notes.filter(({ kind, key }) => kind === 'other-sender' && key === '');
  return { status, told: told.map(({ message }) => message) };
}

it('an archive of our own words says nothing of senders', async () => {
  expect(await verified([ours, ours])).toEqual({ status: 'proven', told: [] });
});

it('whose word records are besides is proven like the rest, and told of each sender', async () => {
  expect(await verified([ours, sentBy('AROAEVE:eve'), ours, sentBy('AROAEVE:eve'), sentBy('bob')])).toEqual({
    status: 'proven',
    told: [
      `2 records, record 2 of ${ACCOUNT}/eu-central-1 first, were sent by AROAEVE:eve, which was none of the functions that judge: nothing shows that it is so`,
      `1 record, record 5 of ${ACCOUNT}/eu-central-1 first, was sent by bob, which was none of the functions that judge: nothing shows that it is so`,
    ],
  });
});

it('nothing is told of what no seal covers', async () => {
  expect(await verified([ours], [sentBy('bob')])).toEqual({ status: 'proven', told: [] });
});
