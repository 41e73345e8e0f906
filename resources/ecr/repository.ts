import { defineResource } from '../definition.ts';
import { repositoryFrom } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::ECR::Repository',
  service: 'ecr',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}',
  idFrom: repositoryFrom,
  names: ['RepositoryName'],
  references: [{ path: 'EncryptionConfiguration.KmsKey', type: 'AWS::KMS::Key' }],
  // With the registry's own rules counted in: SCAN_ON_PUSH, CONTINUOUS_SCAN, MANUAL (BatchGetRepositoryScanningConfiguration).
  readOnly: { ScanFrequency: 'string' },
  terraform: [
    {
      type: 'aws_ecr_repository',
      properties: {
        name: 'RepositoryName',
        'encryption_configuration[].kms_key': 'EncryptionConfiguration.KmsKey',
        'image_scanning_configuration[].scan_on_push': 'ImageScanningConfiguration.ScanOnPush',
      },
    },
  ],
  events: [
    {
      source: 'ecr.amazonaws.com',
      names: ['CreateRepository'],
      change: 'create',
      arn: ['responseElements.repository.repositoryArn'],
      id: ['requestParameters.repositoryName'],
    },
    {
      source: 'ecr.amazonaws.com',
      names: [
        'SetRepositoryPolicy',
        'DeleteRepositoryPolicy',
        'PutImageScanningConfiguration',
        'PutImageTagMutability',
        'PutLifecyclePolicy',
        'DeleteLifecyclePolicy',
      ],
      change: 'update',
      id: ['requestParameters.repositoryName'],
    },
    {
      source: 'ecr.amazonaws.com',
      names: ['DeleteRepository'],
      change: 'delete',
      id: ['requestParameters.repositoryName'],
    },
    {
      source: 'ecr.amazonaws.com',
      names: ['TagResource', 'UntagResource'],
      change: 'tag',
      arn: ['requestParameters.resourceArn'],
    },
  ],
});
