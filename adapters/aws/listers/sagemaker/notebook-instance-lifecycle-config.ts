import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::NotebookInstanceLifecycleConfig',
  action: 'sagemaker:ListNotebookInstanceLifecycleConfigs',
  async open(aws, { region }) {
    const { ListNotebookInstanceLifecycleConfigsCommand, SageMakerClient } = await import(
      '../../clients/sagemaker.ts'
    );
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(
        new ListNotebookInstanceLifecycleConfigsCommand({ NextToken, MaxResults: 100 }),
      );
      const rows = page.NotebookInstanceLifecycleConfigs?.map((row) => ({
        id: row.NotebookInstanceLifecycleConfigName,
        arn: row.NotebookInstanceLifecycleConfigArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
