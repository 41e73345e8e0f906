import { defineResource } from '../definition.ts';
import { keyFrom } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::KMS::Key',
  service: 'kms',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}',
  idFrom: keyFrom,
  readOnly: { KeyId: 'string', Arn: 'string', KeyManager: 'string', KeyState: 'string' },
  // AWS makes its managed keys itself: whatever a template declares is the customer's.
  declared: { KeyManager: 'CUSTOMER' },
  terraform: [
    {
      type: 'aws_kms_key',
      properties: {
        policy: 'KeyPolicy',
        deletion_window_in_days: 'PendingWindowInDays',
        is_enabled: 'Enabled',
        customer_master_key_spec: 'KeySpec',
        rotation_period_in_days: 'RotationPeriodInDays',
      },
    },
  ],
  events: [
    {
      source: 'kms.amazonaws.com',
      names: ['CreateKey'],
      change: 'create',
      arn: ['responseElements.keyMetadata.arn'],
      id: ['responseElements.keyMetadata.keyId'],
    },
    {
      source: 'kms.amazonaws.com',
      names: [
        'PutKeyPolicy',
        'EnableKeyRotation',
        'DisableKeyRotation',
        'EnableKey',
        'DisableKey',
        'UpdateKeyDescription',
        'CancelKeyDeletion',
        'ScheduleKeyDeletion',
      ],
      change: 'update',
      id: ['requestParameters.keyId'],
    },
    {
      source: 'kms.amazonaws.com',
      names: ['DeleteKey'],
      change: 'delete',
      id: ['requestParameters.keyId'],
    },
    {
      source: 'kms.amazonaws.com',
      names: ['TagResource', 'UntagResource'],
      change: 'tag',
      id: ['requestParameters.keyId'],
    },
  ],
});
