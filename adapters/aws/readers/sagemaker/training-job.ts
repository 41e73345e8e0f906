import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader, WRITE_ONLY } from '../../reader.ts';
import { sagemakerTags } from './_tags.ts';

const type = 'AWS::SageMaker::TrainingJob';

export default defineReader({
  type,
  actions: ['sagemaker:DescribeTrainingJob', 'sagemaker:ListTags'],
  unread: { SessionChainingConfig: WRITE_ONLY },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { DescribeTrainingJobCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, ref.region);
    const answer = await ask('sagemaker:DescribeTrainingJob', () =>
      client.send(new DescribeTrainingJobCommand({ TrainingJobName: ref.id })),
    );
    const Tags = await sagemakerTags(reading, answer.TrainingJobArn);
    return {
      properties: { ...toCloudFormation(answer, type), Tags },
      id: answer.TrainingJobName,
      arn: answer.TrainingJobArn,
      createdAt: answer.CreationTime,
      // No status: a job runs for days, and nothing of what is judged changes meanwhile.
    };
  },
});
