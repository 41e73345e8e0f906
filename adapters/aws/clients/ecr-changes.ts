// What remediations of repositories use; readers have their own file.
export {
  DescribeRepositoriesCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
