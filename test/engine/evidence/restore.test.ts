import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  DeleteModelCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { type RestoreOptions, restorePostures } from '../../../engine/evidence/restore.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import type { Posture } from '../../../engine/posture.ts';
import { definitionOf } from '../../../functions/_evaluation/house.ts';
import { resourceKey } from '../../../resources/key.ts';
import { rules } from '../../../rules/index.ts';
import { type Account, account } from '../../functions/_evaluation/kit.ts';
import { type Files, home, sourceOf, storeIn, testSigner } from './archive.ts';

const MINUTE = 60_000;
const NOW = '2026-06-01T00:00:00.000Z';

const options: RestoreOptions = {
  keyOf: (ref) => resourceKey(ref, definitionOf(ref.type)),
  severityOf: (id) => rules.find((rule) => rule.id === id)?.severity,
  now: NOW,
};

async function archiveOf(records: readonly UnsequencedRecord[]): Promise<Files> {
  const files: Files = new Map();
  const last = new Date(records.at(-1)?.recordedAt ?? 0);
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer: testSigner(),
    clock: () => last,
    packDigest: () => 'a'.repeat(64),
    recordsPerSegment: 3,
  });
  await writer.append(home, records);
  await writer.seal();
  return files;
}

const restored = async (records: readonly UnsequencedRecord[], more: Partial<RestoreOptions> = {}) =>
  restorePostures(sourceOf(await archiveOf(records)), { ...options, ...more });

/** Evaluates all that has happened, and what follows from it; gives the evidence of it. */
async function evaluateAll(of: Account): Promise<UnsequencedRecord[]> {
  const records: UnsequencedRecord[] = [];
  await of.evaluate(...of.events());
  for (let round = 0; round < 6; round += 1) {
    of.world.clock.advance(MINUTE);
    await of.evaluate(...of.events(), ...(await of.looks()));
    records.push(...(await of.records()));
  }
  return records;
}

/** A notebook that is repaired, one that is removed and made again, a model, a key that cannot be read for a while. */
async function run(): Promise<{ of: Account; records: UnsequencedRecord[] }> {
  const waiver = {
    rule: 'sagemaker-model-network-isolation',
    scope: { resource: '*churn*' },
    owner: 'ada',
    requester: 'ada',
    approver: 'grace',
    ticket: 'RISK-7',
    reason: 'a demonstration',
    approved: '2026-01-01',
    expires: '2026-12-31',
  };
  const of = await account({ settings: { profile: 'all' }, waivers: [waiver] });
  const sagemaker = of.door.client(SageMakerClient);
  const { KeyMetadata } = await of.door.client(KMSClient).send(new CreateKeyCommand({}));
  const notebook = async (NotebookInstanceName: string) =>
    sagemaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName,
        InstanceType: 'ml.t3.medium',
        RoleArn: 'arn:aws:iam::111122223333:role/Ml',
        RootAccess: 'Enabled',
        KmsKeyId: KeyMetadata?.Arn,
      }),
    );
  const stop = (NotebookInstanceName: string) =>
    sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName }));
  const model = { ModelName: 'churn', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Ml' };
  const records: UnsequencedRecord[] = [];

  await notebook('study');
  await notebook('other');
  await sagemaker.send(
    new CreateModelCommand({
      ...model,
      PrimaryContainer: { Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn:1' },
    }),
  );
  records.push(...(await evaluateAll(of)));
  await stop('study');
  await sagemaker.send(
    new UpdateNotebookInstanceCommand({ NotebookInstanceName: 'study', RootAccess: 'Disabled' }),
  );
  of.world.faults.deny({ service: 'kms' });
  records.push(...(await evaluateAll(of)));
  of.world.faults.clear();
  await stop('other');
  await sagemaker.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName: 'other' }));
  records.push(...(await evaluateAll(of)));
  await notebook('other');
  await sagemaker.send(new DeleteModelCommand({ ModelName: 'churn' }));
  records.push(...(await evaluateAll(of)));
  return { of, records };
}

/**
 * What records can tell: all but the digest of the resource alone, how often Security Hub was told, and what opened a
 * finding, so that none is remediated by itself for what was before the restore.
 */
const told = ({ ownDigest: _, rulesDigest: __, rules: all, ...posture }: Posture) => ({
  ...posture,
  rules: Object.fromEntries(
    Object.entries(all).map(([id, { hub, opened: ___, ...rule }]) => [
      id,
      { ...rule, hub: hub && { ...hub, step: 0, updatedAt: '' } },
    ]),
  ),
});

describe('postures from an archive', () => {
  it('are those of the run that wrote it, as far as records tell', async () => {
    const { of, records } = await run();
    const { postures, counts } = await restored(records);
    expect(counts.records).toBe(records.length);
    expect(postures.map(({ presence }) => presence)).toContain('deleted');
    expect(postures.length).toBeGreaterThan(2);
    for (const posture of postures) {
      const { posture: known } = await of.ports.posture.recall(posture.key);
      if (!known) throw new Error(`${posture.key} was restored and never known`);
      expect(told(posture)).toEqual(told(known));
    }
    const statuses = postures.flatMap(({ rules: all }) => Object.values(all).map(({ status }) => status));
    expect(new Set(statuses).size).toBeGreaterThan(2);
  });

  it('go on where the run stopped: nothing is judged again that has not changed', async () => {
    const { of, records } = await run();
    const { postures } = await restored(records);
    const present = postures.filter(({ presence }) => presence === 'present');
    expect(present.length).toBeGreaterThan(1);
    for (const { key, inputDigest, references } of present) {
      const { posture } = await of.ports.posture.recall(key);
      expect({ inputDigest, references }).toEqual({
        inputDigest: posture?.inputDigest,
        references: posture?.references,
      });
    }
  });

  it('tell Security Hub of each finding again, later than ever before, and keep what we set', async () => {
    const { records } = await run();
    const { postures } = await restored(records);
    const hubs = postures.flatMap(({ generation, rules: all }) =>
      Object.values(all).flatMap(({ hub }) => (hub ? [{ hub, generation }] : [])),
    );
    expect(hubs.length).toBeGreaterThan(3);
    for (const { hub, generation } of hubs) {
      expect(hub.step).toBe(generation);
      expect(hub.updatedAt).toBe(NOW);
      // A word of that time would be said again.
      expect(hub.word?.at).not.toBe(hub.updatedAt);
    }
  });

  it('are judged anew where a record does not tell what they refer to', async () => {
    const { records } = await run();
    const old = records.map((record) => {
      if (record.kind !== 'evaluation') return record;
      const { references: _, ...rest } = record;
      return rest;
    });
    const { postures } = await restored(old);
    expect(
      postures.every(({ inputDigest, references }) => inputDigest === '' && references.length === 0),
    ).toBe(true);
  });

  it('know a rule that is no more, so that its findings can end', async () => {
    const { records } = await run();
    const { postures } = await restored(records, { severityOf: () => undefined });
    const severities = postures.flatMap(({ rules: all }) =>
      Object.values(all).map(({ severity }) => severity),
    );
    expect(new Set(severities)).toEqual(new Set(['MEDIUM']));
  });

  it('keep the waiver that was in force', async () => {
    const { records } = await run();
    const before = records.findIndex(({ kind }) => kind === 'deleted');
    const { postures } = await restored(records.slice(0, before));
    const waived = postures.flatMap(({ rules: all }) =>
      Object.entries(all).filter(([, { waiver }]) => waiver),
    );
    expect(waived).toMatchObject([
      [
        'sagemaker-model-network-isolation',
        {
          status: 'NON_COMPLIANT',
          waiver: { owner: 'ada', approver: 'grace', ticket: 'RISK-7', expires: '2026-12-31' },
          hub: { workflow: 'SUPPRESSED', suppressedBy: 'assay' },
        },
      ],
    ]);
  });

  it('are not made of what is no segment', async () => {
    const { records } = await run();
    const files = await archiveOf(records);
    const key = [...files.keys()].find((name) => name.includes('segment-')) ?? '';
    files.set(key, Buffer.from('x'));
    await expect(restorePostures(sourceOf(files), options)).rejects.toThrow(/verify the archive first/);
  });
});
