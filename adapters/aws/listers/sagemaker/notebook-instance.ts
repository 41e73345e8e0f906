import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::NotebookInstance',
  action: 'sagemaker:ListNotebookInstances',
  async open(aws, { region }) {
    const { ListNotebookInstancesCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListNotebookInstancesCommand({ NextToken, MaxResults: 100 }));
      const rows = page.NotebookInstances?.map((row) => ({
        id: row.NotebookInstanceName,
        arn: row.NotebookInstanceArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
