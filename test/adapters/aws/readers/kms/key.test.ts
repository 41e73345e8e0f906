import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/kms/key.ts';
import { answering, awsError } from '../../answers.ts';
import { readOf, refOf, unknownsOf } from '../../kit.ts';

const type = 'AWS::KMS::Key';
const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1234';
const policy = { Version: '2012-10-17', Statement: [] };

type Answers = Readonly<Record<string, unknown>>;

const customers: Answers = {
  DescribeKey: {
    KeyMetadata: {
      KeyId: '1234',
      Arn: arn,
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      Enabled: true,
      KeySpec: 'SYMMETRIC_DEFAULT',
      CreationDate: new Date('2025-01-01T00:00:00Z'),
    },
  },
  GetKeyRotationStatus: { KeyRotationEnabled: true, RotationPeriodInDays: 180 },
  GetKeyPolicy: { Policy: JSON.stringify(policy) },
  ListResourceTags: { Tags: [{ TagKey: 'team', TagValue: 'ml' }] },
};

function kms(answers: Answers) {
  const asked: Record<string, object> = {};
  const aws = answering(({ operation, input }) => {
    asked[operation] = input;
    const answer = answers[operation];
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new Error(`${operation} was not expected`);
    return answer;
  });
  return { aws, asked };
}

describe(type, () => {
  it('is read with rotation, policy and tags', async () => {
    const { aws } = kms(customers);
    expect(readOf(await reader.read(refOf(type, '1234'), aws), reader)).toMatchObject({
      arn,
      createdAt: '2025-01-01T00:00:00.000Z',
      properties: {
        KeyId: '1234',
        Arn: arn,
        KeyManager: 'CUSTOMER',
        KeyState: 'Enabled',
        Enabled: true,
        KeySpec: 'SYMMETRIC_DEFAULT',
        EnableKeyRotation: true,
        RotationPeriodInDays: 180,
        KeyPolicy: policy,
        Tags: [{ Key: 'team', Value: 'ml' }],
      },
    });
  });

  it.each([
    ['an id', refOf(type, '1234'), '1234'],
    ['an ARN', refOf(type, '1234', { arn }), arn],
    ['an alias', refOf(type, 'alias/data', { nameOnly: true }), 'alias/data'],
  ])('is found by %s, and is the key then', async (_name, ref, KeyId) => {
    const { aws, asked } = kms(customers);
    expect(await reader.read(ref, aws)).toMatchObject({ outcome: 'read', resource: { id: '1234', arn } });
    expect(asked['DescribeKey']).toEqual({ KeyId });
    expect(asked['GetKeyPolicy']).toMatchObject({ KeyId: arn });
  });

  it('asks AWS nothing about a key that AWS manages, and knows nothing of it', async () => {
    const { aws } = kms({ DescribeKey: { KeyMetadata: { KeyId: '1', Arn: arn, KeyManager: 'AWS' } } });
    const result = await reader.read(refOf(type, 'alias/aws/sagemaker', { nameOnly: true }), aws);
    expect(result).toMatchObject({ resource: { properties: { KeyManager: 'AWS' } } });
    if (result.outcome !== 'read') throw new Error('not read');
    expect(unknownsOf(result.resource)).toEqual(
      [
        ...Object.keys(reader.unread),
        'EnableKeyRotation',
        'KeyPolicy',
        'RotationPeriodInDays',
        'Tags',
      ].sort(),
    );
  });

  it('has no rotation where its kind can have none', async () => {
    const { aws } = kms({ ...customers, GetKeyRotationStatus: awsError('UnsupportedOperationException') });
    const { properties } = readOf(await reader.read(refOf(type, '1234'), aws), reader);
    expect(properties['EnableKeyRotation']).toBeUndefined();
  });

  it.each([
    ['GetKeyRotationStatus', 'EnableKeyRotation'],
    ['GetKeyPolicy', 'KeyPolicy'],
    ['ListResourceTags', 'Tags'],
  ])('where %s is denied, %s is unknown', async (operation, member) => {
    const { aws } = kms({ ...customers, [operation]: awsError('AccessDeniedException', 400) });
    expect(await reader.read(refOf(type, '1234'), aws)).toMatchObject({
      resource: { properties: { [member]: { $unknown: `access denied: kms:${operation}` } } },
    });
  });

  it('tells a key that is not there from one that is denied', async () => {
    const { aws: none } = kms({ DescribeKey: awsError('NotFoundException') });
    expect(await reader.read(refOf(type, '1234'), none)).toEqual({ outcome: 'not-found' });
    const { aws: denied } = kms({ DescribeKey: awsError('AccessDeniedException') });
    expect(await reader.read(refOf(type, '1234'), denied)).toMatchObject({ outcome: 'denied' });
  });
});
