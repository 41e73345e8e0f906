// What remediations of SageMaker use; readers have their own file.
export {
  DescribeDomainCommand,
  DescribeNotebookInstanceCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
  UpdateDomainCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
