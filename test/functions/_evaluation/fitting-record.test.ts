import { BedrockClient, CreateGuardrailCommand } from '@aws-sdk/client-bedrock';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { type Evaluation, evaluationRecord } from '../../../engine/evidence/record.ts';
import { compliant } from '../../../engine/verdict.ts';
import { fittingRecord } from '../../../functions/_evaluation/fitting-record.ts';
import { refOf } from '../../adapters/aws/kit.ts';
import { account } from './kit.ts';

const MESSAGE_BYTES = 256 * 1024;
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const text = (kilobytes: number) => 'ä'.repeat(kilobytes * 512);

const evaluation = (more: Partial<Evaluation>): Evaluation => ({
  resource: { ...refOf('AWS::KMS::Key', 'k'), source: 'live', properties: { Description: 'small' } },
  trigger: { kind: 'sweep', time: '2026-01-01T00:00:00Z' },
  judgements: [{ rule: { id: 'a-rule', revision: 1 }, verdict: compliant }],
  recordedAt: new Date('2026-01-01T00:00:00Z'),
  readProperties: new Set(['Description']),
  hmacKey: new Uint8Array(32),
  packDigest: '',
  inputDigest: '',
  settingsDigest: '',
  ...more,
});

const withProperties = (properties: Record<string, string>) =>
  evaluation({
    resource: { ...refOf('AWS::KMS::Key', 'k'), source: 'live', properties },
    readProperties: new Set(Object.keys(properties)),
  });

describe('the record of an evaluation', () => {
  it('is as it is where it fits', () => {
    expect(fittingRecord(evaluation({}))).toEqual(evaluationRecord(evaluation({})));
  });

  it('keeps the largest properties by name and hash, and the others as they are', () => {
    const record = fittingRecord(withProperties({ A: text(100), B: text(200), C: 'small' }));
    expect(bytesOf(record)).toBeLessThan(MESSAGE_BYTES);
    expect(record.rest).toEqual(['B']);
    expect(Object.keys(record.properties)).toEqual(['A', 'C']);
    expect(record.verdicts).toMatchObject([{ rule: 'a-rule', status: 'COMPLIANT' }]);
  });

  it('keeps a few of each type that refer to it, and how many there are', () => {
    const referrers = ['AWS::SageMaker::Model m', ...Array(9000).fill('AWS::SageMaker::TrainingJob job')];
    const record = fittingRecord(evaluation({ referrers }));
    expect(bytesOf(record)).toBeLessThan(MESSAGE_BYTES);
    expect(record.referrers).toHaveLength(52);
    expect(record.referrers).toContain('AWS::SageMaker::Model m');
    expect(record.referrers).toContain('AWS::SageMaker::TrainingJob … and 8950 more');
    expect(record.properties).toEqual({ Description: 'small' });
  });

  it('keeps of what was observed as much as posture does', () => {
    const observation = { path: 'Policy', expected: 'less', actual: text(300) };
    const verdict = { status: 'NON_COMPLIANT', observations: [observation] } as const;
    const record = fittingRecord(evaluation({ judgements: [{ rule: { id: 'r', revision: 1 }, verdict }] }));
    expect(bytesOf(record)).toBeLessThan(10_000);
    expect(record.verdicts).toMatchObject([{ status: 'NON_COMPLIANT', observations: [{ path: 'Policy' }] }]);
  });

  it('that cannot be made small fails by itself, and says whose it is', () => {
    const references = Array.from({ length: 9000 }, (_, index) => `${text(1)}${index}`);
    expect(() => fittingRecord(evaluation({ references }))).toThrow(
      'the record of AWS::KMS::Key k fits into no',
    );
  });
});

it('of a guardrail with thousands of words is stored, and holds up nobody', async () => {
  const of = await account({ settings: { profile: 'all' } });
  const words = Array.from({ length: 4000 }, (_, index) => ({ text: `${index}`.padEnd(100, 'x') }));
  await of.door.client(BedrockClient).send(
    new CreateGuardrailCommand({
      name: 'words',
      blockedInputMessaging: 'no',
      blockedOutputsMessaging: 'no',
      wordPolicyConfig: { wordsConfig: words },
    }),
  );
  await of.door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'study',
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    }),
  );
  expect(await of.evaluate(...of.events())).toEqual([]);
  const records = await of.records();
  expect(records.map((record) => 'resource' in record && record.resource.type).toSorted()).toEqual([
    'AWS::Bedrock::Guardrail',
    'AWS::SageMaker::NotebookInstance',
  ]);
  const shortened = records.flatMap((record) =>
    'rest' in record && record.rest?.includes('WordPolicyConfig') ? [record.resource.type] : [],
  );
  expect(shortened).toEqual(['AWS::Bedrock::Guardrail']);
});
