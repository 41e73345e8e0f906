import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/iam/role.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, readOf, refOf } from '../../kit.ts';

const ref = refOf('AWS::IAM::Role', 'Notebook', { region: null });

const trust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};
const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/100%/*' }],
};
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

async function make({ door }: EmulatedAws) {
  const iam = door.client(IAMClient);
  const boundary = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'boundary', PolicyDocument: JSON.stringify(document) }),
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName: ref.id,
      Path: '/ml/',
      AssumeRolePolicyDocument: JSON.stringify(trust),
      PermissionsBoundary: boundary.Policy?.Arn,
      Tags: [{ Key: 'team', Value: 'ml' }],
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: ref.id,
      PolicyName: 'data',
      PolicyDocument: JSON.stringify(document),
    }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName: ref.id, PolicyArn: admin }));
  return ref;
}

describe('AWS::IAM::Role', () => {
  readerContract({
    reader,
    main: { service: 'iam', operation: 'GetRole' },
    part: { operation: 'ListAttachedRolePolicies', member: 'ManagedPolicyArns' },
    make,
    missing: ref,
    properties: {
      RoleName: 'Notebook',
      Path: '/ml/',
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'data', PolicyDocument: document }],
      ManagedPolicyArns: [admin],
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('keeps the path in its ARN and has no Region', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    expect(await reader.read(ref, emulated.aws)).toMatchObject({
      resource: { id: 'Notebook', arn: 'arn:aws:iam::111122223333:role/ml/Notebook', region: null },
    });
  });

  it('names the inline policy whose document is denied', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    emulated.world.faults.deny({ operation: 'GetRolePolicy' });
    expect(await reader.read(ref, emulated.aws)).toMatchObject({
      resource: {
        properties: {
          Policies: [
            { PolicyName: 'data', PolicyDocument: { $unknown: 'access denied: iam:GetRolePolicy' } },
          ],
        },
      },
    });
  });

  it('reads every page of inline policies', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    const iam = emulated.door.client(IAMClient);
    for (let index = 0; index < 120; index += 1) {
      const PolicyName = `p${index}`;
      await iam.send(
        new PutRolePolicyCommand({ RoleName: ref.id, PolicyName, PolicyDocument: JSON.stringify(document) }),
      );
    }
    const { properties } = readOf(await reader.read(ref, emulated.aws), reader);
    expect(properties['Policies']).toHaveLength(121);
  });
});
