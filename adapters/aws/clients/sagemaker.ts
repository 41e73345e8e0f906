// Only what is used: an import() of the whole package keeps every command in the bundle.
export {
  DescribeDomainCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeFeatureGroupCommand,
  DescribeModelCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  DescribeNotebookInstanceCommand,
  DescribeTrainingJobCommand,
  GetModelPackageGroupPolicyCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
