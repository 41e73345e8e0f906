import { toCloudFormation } from '../../cloudformation.ts';
import { policyDocument } from '../../policy-document.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::ModelPackageGroup';

export default defineReader({
  type,
  actions: [
    'sagemaker:DescribeModelPackageGroup',
    'sagemaker:GetModelPackageGroupPolicy',
    'sagemaker:ListTags',
  ],
  async read(reading) {
    const { ref, aws, ask, aside } = reading;
    const { DescribeModelPackageGroupCommand, GetModelPackageGroupPolicyCommand, SageMakerClient } =
      await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const name = { ModelPackageGroupName: ref.id };
    const answer = await ask('sagemaker:DescribeModelPackageGroup', () =>
      client.send(new DescribeModelPackageGroupCommand(name)),
    );
    const ModelPackageGroupPolicy = await aside(
      'sagemaker:GetModelPackageGroupPolicy',
      async () =>
        policyDocument((await client.send(new GetModelPackageGroupPolicyCommand(name))).ResourcePolicy),
      hasNoPolicy,
    );
    const Tags = await sagemakerTags(reading, answer.ModelPackageGroupArn);
    return {
      properties: { ...toCloudFormation(answer, type), ModelPackageGroupPolicy, Tags },
      id: answer.ModelPackageGroupName,
      arn: answer.ModelPackageGroupArn,
      createdAt: answer.CreationTime,
      status: answer.ModelPackageGroupStatus,
    };
  },
});

/** The group exists, as Describe said just now; what cannot be found is its policy. */
function hasNoPolicy({ name, message }: Error): boolean {
  return name === 'ResourceNotFound' || (name === 'ValidationException' && /cannot find/i.test(message));
}
