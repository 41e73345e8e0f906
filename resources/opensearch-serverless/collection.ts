import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::OpenSearchServerless::Collection',
  service: 'aoss',
  role: 'ai',
  arnPattern: 'arn:${Partition}:aoss:${Region}:${Account}:collection/${CollectionId}',
  idFrom: firstSegmentAfter('aoss', 'collection/'),
  names: ['Name'],
  references: [{ path: 'EncryptionConfig.KmsKeyArn', type: 'AWS::KMS::Key' }],
  readOnly: { Id: 'string', Arn: 'string', KmsKeyArn: 'string' },
  terraform: [{ type: 'aws_opensearchserverless_collection', properties: {}, computed: ['type'] }],
});
