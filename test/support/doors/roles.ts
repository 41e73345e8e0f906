import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { JsonObject } from '../../../resources/resource.ts';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { type DoorCase, from, type Planned } from './door.ts';

export const statement = (rest: JsonObject): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...rest }],
});

export const DYNAMIC_BLOCK =
  'inline_policy is computed: an absent block looks like a dynamic one whose number is not known';

/** A role as the provider plans it: policies are read back, wherever they come from. */
export const plannedRole = (address: string, trust: JsonObject): Planned => ({
  address,
  after: {
    assume_role_policy: JSON.stringify(trust),
    description: null,
    force_detach_policies: false,
    max_session_duration: 3600,
    path: '/',
    permissions_boundary: null,
    tags: null,
  },
  unknown: {
    create_date: true,
    inline_policy: true,
    managed_policy_arns: true,
    name: true,
    name_prefix: true,
    unique_id: true,
  },
});

const TRUST = statement({ Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } });
const NARROW = statement({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::train/*' });
const EVERYTHING = statement({ Action: '*', Resource: '*' });
const FULL_ACCESS = 'policy/AmazonSageMakerFullAccess';

async function trusted({ door }: EmulatedAws): Promise<IAMClient> {
  const iam = door.client(IAMClient);
  await iam.send(
    new CreateRoleCommand({ RoleName: 'training', AssumeRolePolicyDocument: JSON.stringify(TRUST) }),
  );
  return iam;
}

export const roleCases: readonly DoorCase[] = [
  {
    name: 'a training role with one narrow policy',
    type: 'AWS::IAM::Role',
    async make(emulated) {
      const iam = await trusted(emulated);
      const PolicyDocument = JSON.stringify(NARROW);
      await iam.send(new PutRolePolicyCommand({ RoleName: 'training', PolicyName: 'data', PolicyDocument }));
    },
    template: {
      Judged: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
      Data: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'data', PolicyDocument: NARROW, Roles: [{ Ref: 'Judged' }] },
      },
    },
    plan: [
      plannedRole('aws_iam_role.judged', TRUST),
      {
        address: 'aws_iam_role_policy.data',
        after: { name: 'data', policy: JSON.stringify(NARROW) },
        unknown: { role: true },
        expressions: { role: from('aws_iam_role.judged.id') },
      },
    ],
    verdicts: {
      'ai-execution-role-admin': 'COMPLIANT',
      'ai-execution-role-passrole': 'COMPLIANT',
      'ai-full-access-policies-not-attached': 'COMPLIANT',
    },
    cannotKnow: {
      plan: { 'ai-execution-role-admin': DYNAMIC_BLOCK, 'ai-execution-role-passrole': DYNAMIC_BLOCK },
    },
  },
  {
    name: 'a training role that may do everything',
    type: 'AWS::IAM::Role',
    async make(emulated) {
      const iam = await trusted(emulated);
      const [RoleName, PolicyDocument] = ['training', JSON.stringify(EVERYTHING)];
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:${FULL_ACCESS}` }));
    },
    template: {
      Judged: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: TRUST,
          ManagedPolicyArns: [{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:${FULL_ACCESS}` }],
          Policies: [{ PolicyName: 'all', PolicyDocument: EVERYTHING }],
        },
      },
    },
    plan: [
      plannedRole('aws_iam_role.judged', TRUST),
      {
        address: 'aws_iam_role_policy.all',
        after: { name: 'all', policy: JSON.stringify(EVERYTHING) },
        unknown: { role: true },
        expressions: { role: from('aws_iam_role.judged.id') },
      },
      {
        address: 'aws_iam_role_policy_attachment.full_access',
        after: { policy_arn: `arn:aws:iam::aws:${FULL_ACCESS}` },
        unknown: { role: true },
        expressions: { role: from('aws_iam_role.judged.name') },
      },
    ],
    verdicts: {
      'ai-execution-role-admin': 'NON_COMPLIANT',
      'ai-execution-role-passrole': 'NON_COMPLIANT',
      'ai-full-access-policies-not-attached': 'NON_COMPLIANT',
    },
  },
];
