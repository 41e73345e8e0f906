import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/kendra/index.ts';
import { createResource } from '../../cloud-control.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::Kendra::Index';

const index = {
  Name: 'docs',
  Edition: 'ENTERPRISE_EDITION',
  RoleArn: 'arn:aws:iam::111122223333:role/Kendra',
  ServerSideEncryptionConfiguration: {
    KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  Tags: [{ Key: 'team', Value: 'ml' }],
};

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'cloudcontrol', operation: 'GetResource' },
    missing: refOf(type, '00000000-0000-4000-8000-000000000000'),
    make: async (emulated) => refOf(type, await createResource(emulated, type, index)),
    properties: index,
  });
});
