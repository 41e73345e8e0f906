import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Bedrock::KnowledgeBase',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:knowledge-base/${KnowledgeBaseId}',
  idFrom: firstSegmentAfter('bedrock', 'knowledge-base/'),
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    {
      path: 'StorageConfiguration.OpensearchServerlessConfiguration.CollectionArn',
      type: 'AWS::OpenSearchServerless::Collection',
    },
    {
      path: 'StorageConfiguration.S3VectorsConfiguration.VectorBucketArn',
      type: 'AWS::S3Vectors::VectorBucket',
    },
    {
      path: 'KnowledgeBaseConfiguration.ManagedKnowledgeBaseConfiguration.ServerSideEncryptionConfiguration.KmsKeyArn',
      type: 'AWS::KMS::Key',
    },
    {
      path: 'KnowledgeBaseConfiguration.VectorKnowledgeBaseConfiguration.SupplementalDataStorageConfiguration.SupplementalDataStorageLocations[].S3Location.URI',
      type: 'AWS::S3::Bucket',
    },
  ],
  readOnly: { KnowledgeBaseId: 'string', KnowledgeBaseArn: 'string', Status: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagent_knowledge_base',
      properties: {
        'storage_configuration[].opensearch_serverless_configuration':
          'StorageConfiguration.OpensearchServerlessConfiguration',
        'storage_configuration[].mongo_db_atlas_configuration':
          'StorageConfiguration.MongoDbAtlasConfiguration',
        'storage_configuration[].s3_vectors_configuration': 'StorageConfiguration.S3VectorsConfiguration',
      },
    },
  ],
});
