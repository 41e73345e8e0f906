import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { EvaluationRecord, UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { type Account, account } from './kit.ts';

const KEY = 'AWS::KMS::Key';
const isEvaluation = (record: UnsequencedRecord): record is EvaluationRecord => record.kind === 'evaluation';

async function keyAndNotebook(of: Account): Promise<string> {
  const { KeyMetadata } = await of.door
    .client(KMSClient)
    .send(new CreateKeyCommand({ Description: 'of Jane' }));
  const KmsKeyId = KeyMetadata?.Arn ?? '';
  await of.door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'study',
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
      KmsKeyId,
    }),
  );
  return KmsKeyId;
}

async function evaluations(of: Account): Promise<Map<string, EvaluationRecord>> {
  await of.evaluate(...of.events(), ...(await of.looks()));
  of.world.clock.advance(120_000);
  await of.evaluate(...(await of.looks()));
  const records = (await of.records()).filter(isEvaluation);
  return new Map(records.map((record) => [record.resource.type, record]));
}

describe('the record of an evaluation', () => {
  it('keeps what its rules read of what it refers to, and not the rest', async () => {
    const of = await account({ settings: { profile: 'all' } });
    const key = await keyAndNotebook(of);
    const record = (await evaluations(of)).get('AWS::SageMaker::NotebookInstance');
    const related = record?.related?.find(({ type }) => type === KEY);
    expect(related).toMatchObject({
      reference: key,
      resource: { type: KEY },
      properties: { KeyManager: 'CUSTOMER' },
    });
    expect(related?.rest).toContain('Description');
    expect(JSON.stringify(record)).not.toContain('of Jane');
  });

  it('names the properties that only its keyed hash holds', async () => {
    const of = await account();
    await keyAndNotebook(of);
    const record = (await evaluations(of)).get('AWS::SageMaker::NotebookInstance');
    expect(record?.rest).toContain('InstanceType');
    expect(Object.keys(record?.properties ?? {}).filter((name) => record?.rest?.includes(name))).toEqual([]);
    expect(JSON.stringify(record?.properties)).not.toContain('ml.t3.medium');
  });

  it('says who refers to it, where a rule asks', async () => {
    const of = await account({ settings: { profile: 'all' } });
    await keyAndNotebook(of);
    const records = await evaluations(of);
    expect(records.get(KEY)?.referrers).toEqual(['AWS::SageMaker::NotebookInstance study']);
    expect(records.get('AWS::SageMaker::NotebookInstance')?.referrers).toBeUndefined();
  });

  it('says why a reference could not be followed', async () => {
    const of = await account({ settings: { profile: 'all' } });
    of.world.faults.deny({ service: 'kms', operation: 'DescribeKey' });
    await keyAndNotebook(of);
    const record = (await evaluations(of)).get('AWS::SageMaker::NotebookInstance');
    expect(record?.related?.find(({ type }) => type === KEY)?.unreadable).toMatch(/access denied/);
  });
});
