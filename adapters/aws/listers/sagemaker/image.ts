import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::Image',
  action: 'sagemaker:ListImages',
  async open(aws, { region }) {
    const { ListImagesCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListImagesCommand({ NextToken, MaxResults: 100 }));
      const rows = page.Images?.map((row) => ({ id: row.ImageName, arn: row.ImageArn }));
      return { rows, next: page.NextToken };
    };
  },
});
