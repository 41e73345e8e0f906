// What remediations of repositories use; readers have their own file.
export {
  DescribeRepositoriesCommand,
  ECRClient,
  PutImageScanningConfigurationCommand,
} from '@aws-sdk/client-ecr';
