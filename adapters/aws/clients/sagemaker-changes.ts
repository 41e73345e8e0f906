// What remediations of SageMaker use; readers have their own file.
export {
  AddTagsCommand,
  DeleteTagsCommand,
  DescribeDomainCommand,
  DescribeNotebookInstanceCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
  UpdateDomainCommand,
  UpdateNotebookInstanceCommand,
  UpdateTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
