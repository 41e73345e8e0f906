// What remediations of SageMaker use; readers have their own file.
export {
  AddTagsCommand,
  DeleteTagsCommand,
  DescribeDomainCommand,
  DescribeNotebookInstanceCommand,
  ListTagsCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
  UpdateDomainCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
