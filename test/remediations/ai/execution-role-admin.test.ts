import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/execution-role-admin.ts';
import { itPutsRight, refOf } from '../kit.ts';

const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const document = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

const role =
  (policies: readonly string[], hasInline = false) =>
  async (door: Emulated) => {
    const iam = door.client(IAMClient);
    const Principal = { Service: 'sagemaker.amazonaws.com' };
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'Training',
        AssumeRolePolicyDocument: document({ Action: 'sts:AssumeRole', Principal }),
      }),
    );
    for (const PolicyArn of policies)
      await iam.send(new AttachRolePolicyCommand({ RoleName: 'Training', PolicyArn }));
    if (hasInline) {
      const PolicyDocument = document({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::training/*' });
      await iam.send(new PutRolePolicyCommand({ RoleName: 'Training', PolicyName: 'data', PolicyDocument }));
    }
    return { ...refOf('AWS::IAM::Role', 'Training', Role?.Arn), region: null };
  };

const rule = 'ai-execution-role-admin';
const admin = managed('AdministratorAccess');
const power = managed('PowerUserAccess');
const other = managed('AmazonSageMakerFullAccess');
/** IAM gives no order. */
const alsoChanges = ['ManagedPolicyArns'];

itPutsRight(
  remediation,
  [
    { name: 'an administrator', rule, make: role([admin]) },
    { name: 'a power user with another policy', rule, make: role([other, power]), alsoChanges },
    { name: 'both', rule, make: role([admin, other, power]), alsoChanges },
  ],
  {
    anyScene: fc
      .record({ policies: fc.shuffledSubarray([admin, power, other]), hasInline: fc.boolean() })
      .map(({ policies, hasInline }) => ({
        name: 'any role',
        rule,
        make: role([...new Set([...policies, admin])], hasInline),
        alsoChanges,
      })),
  },
);

it.each([
  ['Policies[0].PolicyDocument.Statement[0]', 'Allow Action * on Resource *'],
  ['ManagedPolicyArns[1] → PolicyDocument.Statement[0]', 'Allow Action * on Resource *'],
])('leaves %s to its owner, and the rest with it', (path, actual) => {
  const observations = [
    { path: 'ManagedPolicyArns[0]', expected: '', actual: admin },
    { path, expected: '', actual },
  ];
  const resource = { ...refOf('AWS::IAM::Role', 'Training'), source: 'live' as const, properties: {} };
  const before = { policies: [admin] };
  const options = { kmsKeyArn: undefined, tags: {} };
  expect(remediation.plan({ resource, before, rule, observations, options })).toEqual({
    refused: `${path} is no policy of AWS: which of its permissions are needed is not known`,
  });
});
