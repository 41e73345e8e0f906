import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::Domain';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeDomain', 'sagemaker:ListTags'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeDomainCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeDomain', () =>
      client.send(new DescribeDomainCommand({ DomainId: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.DomainArn);
    // HomeEfsFileSystemKmsKeyId is the older name of KmsKeyId, and the only one that old domains answer.
    const KmsKeyId = answer.KmsKeyId ?? answer.HomeEfsFileSystemKmsKeyId;
    const RootlessDocker = answer.DomainSettings?.DockerSettings?.RootlessDocker ?? 'DISABLED';
    return {
      properties: { ...toCloudFormation({ ...answer, KmsKeyId, RootlessDocker }, type), Tags },
      arn: answer.DomainArn,
      createdAt: answer.CreationTime,
      status: answer.Status,
    };
  },
});
