import { arnOf } from '../../arn.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader, WRITE_ONLY } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::ModelPackage';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeModelPackage', 'sagemaker:ListTags'],
  keyActions: ['kms:Decrypt'],
  unread: { AdditionalInferenceSpecificationsToAdd: WRITE_ONLY, ClientToken: WRITE_ONLY },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeModelPackageCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    // A version has no name: it is asked for by its ARN.
    const ModelPackageName = arnOf(ref, 'sagemaker', `model-package/${ref.id}`) ?? ref.id;
    const answer = await ask('sagemaker:DescribeModelPackage', () =>
      client.send(new DescribeModelPackageCommand({ ModelPackageName })),
    );
    const Tags = await sagemakerTags(reading, answer.ModelPackageArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags },
      arn: answer.ModelPackageArn,
      createdAt: answer.CreationTime,
      status: answer.ModelPackageStatus,
    };
  },
});
