import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::TrainingJob',
  action: 'sagemaker:ListTrainingJobs',
  async open(aws, { region }) {
    const { ListTrainingJobsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListTrainingJobsCommand({ NextToken, MaxResults: 100 }));
      const rows = page.TrainingJobSummaries?.map((row) => ({
        id: row.TrainingJobName,
        arn: row.TrainingJobArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
