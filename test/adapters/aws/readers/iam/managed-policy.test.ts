import { CreatePolicyCommand, CreatePolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/iam/managed-policy.ts';
import { readerContract } from '../../contract.ts';
import { emulatedAws, refOf } from '../../kit.ts';

const type = 'AWS::IAM::ManagedPolicy';
const arn = 'arn:aws:iam::111122223333:policy/ml/data';
const ref = refOf(type, 'data', { arn, region: null });

const document = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'iam', operation: 'GetPolicy' },
    part: { operation: 'GetPolicyVersion', member: 'PolicyDocument' },
    missing: ref,
    async make({ door }) {
      const iam = door.client(IAMClient);
      const first = JSON.stringify(document('s3:*'));
      await iam.send(new CreatePolicyCommand({ PolicyName: 'data', Path: '/ml/', PolicyDocument: first }));
      const PolicyDocument = JSON.stringify(document('s3:GetObject'));
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true }));
      return ref;
    },
    // The default version's document, not the first.
    properties: { ManagedPolicyName: 'data', Path: '/ml/', PolicyDocument: document('s3:GetObject') },
  });

  it('reads those of AWS', async () => {
    const AdministratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const result = await reader.read(
      refOf(type, 'AdministratorAccess', { arn: AdministratorAccess }),
      emulatedAws().aws,
    );
    expect(result).toMatchObject({
      resource: {
        arn: AdministratorAccess,
        account: 'aws',
        properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
      },
    });
  });

  it('is not looked for by its name, which does not tell its path', async () => {
    expect(await reader.read(refOf(type, 'data'), emulatedAws().aws)).toEqual({
      outcome: 'failed',
      because: 'the ARN of policy data is not known',
      retryable: false,
    });
  });
});
