import { fixedFiles } from '../../../engine/evidence/index-file.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { newState, writeSeal, writeSegment } from '../../../engine/evidence/shard.ts';
import { type Files, home, sourceOf, storeIn, testSigner } from './archive.ts';
import { addLookups } from './lookups.ts';

const HOUR = 3_600_000;
export const YEAR_BEGIN = Date.parse('2026-01-01T00:00:00.000Z');
export const signer = testSigner();

export const arnOf = (name: string): string =>
  `arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/${name}`;

/** As evaluations are recorded, with as little as finding them needs. */
export const evaluationOf = (name: string, rules: readonly string[], time: number): UnsequencedRecord =>
  ({
    schema: 'assay.evidence/1',
    kind: 'evaluation',
    recordedAt: new Date(time).toISOString(),
    resource: {
      type: 'AWS::SageMaker::NotebookInstance',
      id: name,
      arn: arnOf(name),
      partition: 'aws',
      ...home,
      source: 'live',
    },
    verdicts: rules.map((rule) => ({ rule, revision: 1, status: 'COMPLIANT' })),
  }) as unknown as UnsequencedRecord;

/** The hour from the beginning in which the one resource is judged that nothing else is about. */
export const RARE_HOUR = 5000;

const STEP_HOURS = 6;

/** A year of seals, one each quarter of a day: an evaluation of a fleet in each, and a rare one in two of them. */
export async function makeYear(): Promise<Files> {
  const files: Files = new Map(fixedFiles(signer));
  const tools = { store: storeIn(files), signer, packDigest: () => 'a'.repeat(64) };
  let state = newState(home, new Date(YEAR_BEGIN));
  for (let hour = 0; hour < 365 * 24; hour += STEP_HOURS) {
    const now = YEAR_BEGIN + hour * HOUR + 600_000;
    const records = [
      evaluationOf(`fleet-${hour % 10}`, ['root', 'key'], now),
      noticeRecord('canary', new Date(now), {}),
      ...(Math.abs(hour - RARE_HOUR) < STEP_HOURS ? [evaluationOf('rare', ['root'], now)] : []),
    ];
    state = await writeSegment(tools.store, state, { records, closedAt: new Date(now).toISOString() });
    const to = new Date(YEAR_BEGIN + (hour + STEP_HOURS) * HOUR).toISOString();
    state = await writeSeal(tools, state, { to, created: to, others: [], newestDigest: null });
  }
  return addLookups(files);
}

/** Tells what is read. */
export function countedSource(files: Files) {
  const read: string[] = [];
  const source = sourceOf(files);
  return {
    read,
    source: {
      ...source,
      read(key: string) {
        read.push(key);
        return source.read(key);
      },
    },
  };
}
