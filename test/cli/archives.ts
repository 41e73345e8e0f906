import { createArchiveWriter } from '../../engine/evidence/writer.ts';
import { findingId } from '../../engine/finding-id.ts';
import { type Files, home, storeIn, testSigner } from '../engine/evidence/archive.ts';
import { addLookups } from '../engine/evidence/lookups.ts';
import { arnOf, evaluationOf } from '../engine/evidence/year.ts';
import type { Folder } from '../support/folder.ts';

export const RULE = 'sagemaker-notebook-root-access';
const OTHER = 'sagemaker-notebook-direct-internet-access';
const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');
const HOUR = 3_600_000;

export const signer = testSigner();
export const arn = arnOf('alpha');
export const finding = findingId(RULE, {
  type: 'AWS::SageMaker::NotebookInstance',
  id: 'alpha',
  arn,
  partition: 'aws',
  ...home,
});

/** Three hours: notebook alpha under two rules in each, beta under one of them in the second. */
export async function smallArchive(): Promise<{ readonly files: Files; readonly head: string }> {
  const files: Files = new Map();
  let now = BEGIN;
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer,
    clock: () => new Date(now),
    packDigest: () => 'a'.repeat(64),
  });
  for (let hour = 0; hour < 3; hour += 1) {
    now = BEGIN + hour * HOUR + 600_000;
    const beta = hour === 1 ? [evaluationOf('beta', [RULE], now)] : [];
    await writer.append(home, [evaluationOf('alpha', [RULE, OTHER], now), ...beta]);
  }
  now = BEGIN + 3 * HOUR;
  const head = (await writer.seal()) ?? '';
  return { files: await addLookups(files), head };
}

/** Writes the files below a folder of that name; gives its path. */
export function writeArchive(folder: Folder, name: string, files: Files): string {
  for (const [key, bytes] of files) folder.write(`${name}/${key}`, Buffer.from(bytes));
  return `${folder.path}/${name}`;
}
