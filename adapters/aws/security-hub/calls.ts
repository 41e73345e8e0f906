import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { NOTE_AUTHOR, signed } from '../../../engine/hub-note.ts';
import type { TakeToken } from '../token-bucket.ts';
import { batchesOf, chunksOf, groupsOf } from './batches.ts';
import { type Failure, failureIn, failureOf } from './failure.ts';
import type { Publication } from './publisher.ts';

export interface Hub {
  readonly client: SecurityHubClient;
  readonly takeImport: TakeToken;
  readonly takeUpdate: TakeToken;
}

export interface Run {
  readonly hub: Hub;
  readonly now: () => Date;
  /** By id; calls add to it. */
  readonly failures: Map<string, Failure>;
}

// https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html
const MAX_FINDINGS = 100;
const MAX_FINDING_BYTES = 240 * 1024;
/** Six megabytes are allowed, with all that goes around the findings. */
const MAX_BATCH_BYTES = 5 << 20;

type Batch = readonly Publication[];

/** Imports findings, a hundred a call. */
export async function importAll(run: Run, publications: Batch): Promise<void> {
  const sizes = new Map(
    publications.map((each) => [each, Buffer.byteLength(JSON.stringify(each.finding))] as const),
  );
  const sizeOf = (each: Publication): number => sizes.get(each) ?? 0;
  for (const each of publications) {
    if (sizeOf(each) <= MAX_FINDING_BYTES) continue;
    const because = `the finding has ${sizeOf(each)} bytes, Security Hub takes ${MAX_FINDING_BYTES}`;
    run.failures.set(each.finding.Id, { kind: 'refused', because });
  }
  const fitting = publications.filter(({ finding }) => !run.failures.has(finding.Id));
  const batches = batchesOf(fitting, { count: MAX_FINDINGS, bytes: MAX_BATCH_BYTES }, sizeOf);
  await Promise.all(batches.map((batch) => inHalves(run, batch, IMPORT)));
}

/** Sets the workflow of findings, with a note; those of which the same is to be said share a call. */
export async function sayAll(run: Run, publications: Batch): Promise<void> {
  const groups = groupsOf(publications, ({ word }) =>
    JSON.stringify([word?.workflow, word?.note, word?.text]),
  );
  const batches = [...groups.values()].flatMap((group) => chunksOf(group, MAX_FINDINGS));
  await Promise.all(batches.map((batch) => inHalves(run, batch, SAY)));
}

interface Action {
  /** As IAM spells it. */
  readonly name: string;
  call(run: Run, batch: Batch): Promise<void>;
}

/** A call that is refused whole is made again in halves, so that one bad finding is alone in the end. */
async function inHalves(run: Run, batch: Batch, action: Action): Promise<void> {
  try {
    await action.call(run, batch);
  } catch (error) {
    const failure = failureOf(error, action.name);
    if (failure === undefined) throw error;
    if (failure.kind === 'refused' && batch.length > 1) {
      const halves = chunksOf(batch, Math.ceil(batch.length / 2));
      await Promise.all(halves.map((half) => inHalves(run, half, action)));
      return;
    }
    for (const { finding } of batch) run.failures.set(finding.Id, failure);
  }
}

const IMPORT: Action = {
  name: 'securityhub:BatchImportFindings',
  async call({ hub, failures }, batch) {
    const { BatchImportFindingsCommand } = await import('../clients/security-hub.ts');
    await hub.takeImport();
    const { FailedFindings = [] } = await hub.client.send(
      new BatchImportFindingsCommand({ Findings: batch.map(({ finding }) => finding) }),
    );
    for (const { Id = '', ErrorCode, ErrorMessage } of FailedFindings)
      failures.set(Id, failureIn(ErrorCode, ErrorMessage));
  },
};

const SAY: Action = {
  name: 'securityhub:BatchUpdateFindings',
  async call({ hub, failures, now }, batch) {
    const word = batch[0]?.word;
    if (word === undefined) return;
    const { BatchUpdateFindingsCommand } = await import('../clients/security-hub.ts');
    await hub.takeUpdate();
    const Text = signed(word.text, { note: word.note, at: saidAt(batch, now()) });
    const { UnprocessedFindings = [] } = await hub.client.send(
      new BatchUpdateFindingsCommand({
        FindingIdentifiers: batch.map(({ finding: { Id, ProductArn } }) => ({ Id, ProductArn })),
        Workflow: { Status: word.workflow },
        Note: { Text, UpdatedBy: NOTE_AUTHOR },
      }),
    );
    for (const { FindingIdentifier, ErrorCode, ErrorMessage } of UnprocessedFindings)
      failures.set(FindingIdentifier?.Id ?? '', failureIn(ErrorCode, ErrorMessage));
  },
};

/** Never before the steps that it says: clocks differ. */
const saidAt = (batch: Batch, now: Date): string =>
  batch.map(({ word }) => word?.at ?? '').reduce((last, at) => (at > last ? at : last), now.toISOString());
