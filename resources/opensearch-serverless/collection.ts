import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::OpenSearchServerless::Collection',
  service: 'aoss',
  role: 'ai',
  arnPattern: 'arn:${Partition}:aoss:${Region}:${Account}:collection/${CollectionId}',
  idFrom: nameAfter('aoss', 'collection/'),
  names: ['Name'],
  references: [{ path: 'EncryptionConfig.KmsKeyArn', type: 'AWS::KMS::Key' }],
  // The key that the encryption policies came to: an ARN, or `auto` for one that AWS owns (BatchGetCollection).
  readOnly: { KmsKeyArn: 'string' },
  terraform: [{ type: 'aws_opensearchserverless_collection', properties: {} }],
});
