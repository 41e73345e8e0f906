import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::Domain',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:domain/${DomainId}',
  idFrom: nameAfter('sagemaker', 'domain/'),
  references: [
    { path: 'KmsKeyId', type: 'AWS::KMS::Key' },
    { path: 'DefaultUserSettings.ExecutionRole', type: 'AWS::IAM::Role' },
    { path: 'DefaultSpaceSettings.ExecutionRole', type: 'AWS::IAM::Role' },
    { path: 'DomainSettings.RStudioServerProDomainSettings.DomainExecutionRoleArn', type: 'AWS::IAM::Role' },
    { path: 'DefaultUserSettings.SharingSettings.S3OutputPath', type: 'AWS::S3::Bucket' },
    { path: 'DefaultUserSettings.SharingSettings.S3KmsKeyId', type: 'AWS::KMS::Key' },
  ],
  // CloudFormation’s DockerSettings have no such member.
  readOnly: { Status: 'string', DomainId: 'string', RootlessDocker: 'string' },
  terraform: [
    {
      type: 'aws_sagemaker_domain',
      properties: {
        'default_user_settings[].auto_mount_home_efs': 'DefaultUserSettings.AutoMountHomeEFS',
        'default_user_settings[].sharing_settings[].s3_kms_key_id':
          'DefaultUserSettings.SharingSettings.S3KmsKeyId',
        'default_user_settings[].sharing_settings[].s3_output_path':
          'DefaultUserSettings.SharingSettings.S3OutputPath',
        'domain_settings[].r_studio_server_pro_domain_settings':
          'DomainSettings.RStudioServerProDomainSettings',
      },
    },
  ],
});
