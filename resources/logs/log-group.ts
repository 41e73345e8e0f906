import { defineResource } from '../definition.ts';
import { logGroupFrom } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Logs::LogGroup',
  service: 'logs',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}',
  idFrom: logGroupFrom,
  names: ['LogGroupName'],
  references: [{ path: 'KmsKeyId', type: 'AWS::KMS::Key' }],
  terraform: [
    {
      type: 'aws_cloudwatch_log_group',
      properties: {
        name: 'LogGroupName',
        retention_in_days: 'RetentionInDays',
        kms_key_id: 'KmsKeyId',
      },
      // For ever, which CloudFormation says by saying nothing.
      values: { RetentionInDays: { 0: null } },
    },
  ],
  events: [
    {
      source: 'logs.amazonaws.com',
      names: ['CreateLogGroup'],
      change: 'create',
      id: ['requestParameters.logGroupName'],
    },
    {
      source: 'logs.amazonaws.com',
      names: [
        'PutRetentionPolicy',
        'DeleteRetentionPolicy',
        'AssociateKmsKey',
        'DisassociateKmsKey',
        'PutDataProtectionPolicy',
        'DeleteDataProtectionPolicy',
      ],
      change: 'update',
      id: [
        'requestParameters.logGroupName',
        'requestParameters.logGroupIdentifier',
        'requestParameters.resourceIdentifier',
      ],
    },
    {
      source: 'logs.amazonaws.com',
      names: ['DeleteLogGroup'],
      change: 'delete',
      id: ['requestParameters.logGroupName'],
    },
    {
      source: 'logs.amazonaws.com',
      names: ['TagLogGroup', 'UntagLogGroup'],
      change: 'tag',
      id: ['requestParameters.logGroupName'],
    },
    {
      source: 'logs.amazonaws.com',
      names: ['TagResource', 'UntagResource'],
      change: 'tag',
      arn: ['requestParameters.resourceArn'],
    },
  ],
});
