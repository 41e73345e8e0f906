import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::NotebookInstance',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:notebook-instance/${NotebookInstanceName}',
  idFrom: nameAfter('sagemaker', 'notebook-instance/'),
  names: ['NotebookInstanceName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'KmsKeyId', type: 'AWS::KMS::Key' },
  ],
  // The request says SubnetId, SecurityGroupIds, RoleArn, Tags as CloudFormation does.
  wholeInRequest: { CreateNotebookInstance: '' },
  readOnly: { NotebookInstanceStatus: 'string' },
  stateEvents: [{ detailType: 'SageMaker Notebook Instance State Change', arn: 'NotebookInstanceArn' }],
  terraform: [
    {
      type: 'aws_sagemaker_notebook_instance',
      properties: {
        name: 'NotebookInstanceName',
        volume_size: 'VolumeSizeInGB',
        lifecycle_config_name: 'LifecycleConfigName',
        security_groups: 'SecurityGroupIds',
        'instance_metadata_service_configuration[].minimum_instance_metadata_service_version':
          'InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion',
        default_code_repository: 'DefaultCodeRepository',
        additional_code_repositories: 'AdditionalCodeRepositories',
      },
      computed: ['platform_identifier', 'security_groups'],
    },
  ],
});
