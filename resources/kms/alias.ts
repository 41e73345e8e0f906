import { defineResource } from '../definition.ts';
import { aliasFrom } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::KMS::Alias',
  service: 'kms',
  role: 'supporting',
  standsFor: { type: 'AWS::KMS::Key', by: 'TargetKeyId' },
  arnPattern: 'arn:${Partition}:kms:${Region}:${Account}:${AliasName}',
  idFrom: aliasFrom,
  names: ['AliasName'],
  references: [{ path: 'TargetKeyId', type: 'AWS::KMS::Key' }],
  terraform: [
    {
      type: 'aws_kms_alias',
      properties: {
        name: 'AliasName',
      },
    },
  ],
  events: [
    {
      source: 'kms.amazonaws.com',
      names: ['CreateAlias'],
      change: 'create',
      id: ['requestParameters.aliasName'],
    },
    {
      source: 'kms.amazonaws.com',
      names: ['UpdateAlias'],
      change: 'update',
      id: ['requestParameters.aliasName'],
    },
    {
      source: 'kms.amazonaws.com',
      names: ['DeleteAlias'],
      change: 'delete',
      id: ['requestParameters.aliasName'],
    },
  ],
});
