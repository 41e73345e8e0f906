import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/iam/full-access-policies-detached.ts';
import { itPutsRight, refOf } from '../kit.ts';

const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const document = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

const role =
  (policies: readonly string[], hasInline = false) =>
  async (door: Emulated) => {
    const iam = door.client(IAMClient);
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'Training',
        AssumeRolePolicyDocument: document({
          Action: 'sts:AssumeRole',
          Principal: { Service: 'sagemaker.amazonaws.com' },
        }),
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

const rule = 'ai-full-access-policies-not-attached';
const full = managed('AmazonSageMakerFullAccess');
const other = managed('PowerUserAccess');
/** IAM gives no order. */
const alsoChanges = ['ManagedPolicyArns'];

itPutsRight(
  remediation,
  [
    { name: 'a role with nothing else', rule, make: role([full]) },
    {
      name: 'a role with two of them and another one',
      rule,
      make: role([full, other, managed('AmazonBedrockFullAccess')]),
      alsoChanges,
    },
  ],
  {
    anyScene: fc
      .record({ policies: fc.shuffledSubarray([full, other]), hasInline: fc.boolean() })
      .map(({ policies, hasInline }) => ({
        name: 'any role',
        rule,
        make: role([...new Set([...policies, full])], hasInline),
        alsoChanges,
      })),
  },
);
