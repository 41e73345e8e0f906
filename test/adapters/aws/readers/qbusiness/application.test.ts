import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/qbusiness/application.ts';
import { createResource } from '../../cloud-control.ts';
import { readerContract } from '../../contract.ts';
import { emulatedAws, readOf, refOf } from '../../kit.ts';

const type = 'AWS::QBusiness::Application';

const application = {
  DisplayName: 'answers',
  IdentityType: 'AWS_IAM_IDC',
  EncryptionConfiguration: {
    KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  RoleArn: 'arn:aws:iam::111122223333:role/Q',
};

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'cloudcontrol', operation: 'GetResource' },
    missing: refOf(type, '00000000-0000-4000-8000-000000000000'),
    make: async (emulated) => refOf(type, await createResource(emulated, type, application)),
    properties: { ...application, Status: 'ACTIVE' },
  });

  it('has the ARN and the time of creation that the handler tells', async () => {
    const emulated = emulatedAws();
    const id = await createResource(emulated, type, application);
    expect(readOf(await reader.read(refOf(type, id), emulated.aws), reader)).toMatchObject({
      arn: `arn:aws:qbusiness:eu-central-1:111122223333:application/${id}`,
      createdAt: '2026-01-01T00:00:00.000Z',
    });
  });
});
