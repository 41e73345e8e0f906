import definition from '../../../../resources/sagemaker/model-package.ts';
import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::ModelPackage',
  action: 'sagemaker:ListModelPackages',
  async open(aws, { region }) {
    const { ListModelPackagesCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      // Without the type, only those outside any group.
      const input = { ModelPackageType: 'Both', MaxResults: 100, NextToken } as const;
      const page = await client.send(new ListModelPackagesCommand(input));
      const rows = page.ModelPackageSummaryList?.map(({ ModelPackageArn: arn }) => ({
        id: definition.idFrom?.(arn ?? ''),
        arn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
