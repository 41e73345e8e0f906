import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/model-package-group.ts';
import { answering, awsError, type Question } from '../../answers.ts';
import { readOf, refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::ModelPackageGroup', 'credit');

const group = (policy: (question: Question) => unknown) =>
  answering((question) => {
    if (question.operation === 'GetModelPackageGroupPolicy') return policy(question);
    if (question.operation === 'ListTags') return { Tags: [{ Key: 'team', Value: 'ml' }] };
    return { ModelPackageGroupName: 'credit', ModelPackageGroupStatus: 'Completed' };
  });

describe('AWS::SageMaker::ModelPackageGroup', () => {
  it('has its policy as JSON', async () => {
    const policy = { Version: '2012-10-17', Statement: [] };
    const aws = group(() => ({ ResourcePolicy: JSON.stringify(policy) }));
    expect(readOf(await reader.read(ref, aws), reader).properties).toEqual({
      ModelPackageGroupName: 'credit',
      ModelPackageGroupPolicy: policy,
      Tags: [{ Key: 'team', Value: 'ml' }],
    });
  });

  it('has no policy where SageMaker cannot find one', async () => {
    const aws = group(() => {
      throw awsError('ValidationException', 400, 'Cannot find Model Package Group Policy for: credit');
    });
    const { properties } = readOf(await reader.read(ref, aws), reader);
    expect(properties['ModelPackageGroupPolicy']).toBeUndefined();
  });

  it('has an unknown policy where it is denied', async () => {
    const aws = group(() => {
      throw awsError('AccessDeniedException', 400);
    });
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: {
        properties: {
          ModelPackageGroupPolicy: { $unknown: 'access denied: sagemaker:GetModelPackageGroupPolicy' },
        },
      },
    });
  });

  it('has an unknown policy where the text is no JSON', async () => {
    const aws = group(() => ({ ResourcePolicy: 'Allow everybody' }));
    expect(await reader.read(ref, aws)).toMatchObject({
      resource: { properties: { ModelPackageGroupPolicy: { $unknown: 'the policy document is no JSON' } } },
    });
  });
});
