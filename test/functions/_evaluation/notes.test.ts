import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { EvaluationRecord, UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { createJudge, isolated } from '../../../engine/judge.ts';
import { compliant, notApplicable, type Rule } from '../../../engine/rule.ts';
import { takeNotes } from '../../../functions/_evaluation/notes.ts';
import { rules } from '../../../rules/index.ts';
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

  it('keeps the property that a reference stands in, though no rule looks at it by itself', async () => {
    const of = await account({ settings: { profile: 'all' } });
    const key = await keyAndNotebook(of);
    const record = (await evaluations(of)).get('AWS::SageMaker::NotebookInstance');
    expect(record?.properties).toMatchObject({ KmsKeyId: key });
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

describe('notes on a judgement', () => {
  it('have what a rule takes hold of, whether it reads in it or not', () => {
    const [known] = rules;
    const rule = {
      ...known,
      resourceType: 'A::B::C',
      needs: undefined,
      // That it is there decides.
      evaluate: ({ properties }: { properties: Record<string, unknown> }) =>
        properties['VpcConfig'] ? compliant : notApplicable('none'),
    } as unknown as Rule;
    const judge = createJudge({
      rules: [rule],
      shapeOf: () => undefined,
      definitionOf: () => undefined,
      isAiType: () => false,
    });
    const notes = takeNotes(judge, isolated('nowhere'));
    const ref = { type: 'A::B::C', id: 'x', partition: null, account: null, region: null } as const;
    notes.judge.judge(
      { ...ref, source: 'live', properties: { VpcConfig: { Subnets: ['a'] }, Tags: [{ Key: 'a' }] } },
      notes.neighbourhood,
    );
    expect([...notes.readProperties]).toEqual(['VpcConfig']);
  });
});
