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

const ASSUME = {
  Action: 'sts:AssumeRole',
  Principal: { Service: ['bedrock.amazonaws.com', 'sagemaker.amazonaws.com'] },
};
const TRUST = statement(ASSUME);
const TRUST_IN_ACCOUNT = statement({
  ...ASSUME,
  Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
});
const BOUNDARY = 'arn:aws:iam::111122223333:policy/agents';
const NARROW = statement({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::train/*' });
const EVERYTHING = statement({ Action: '*', Resource: '*' });
const FULL_ACCESS = 'policy/AmazonSageMakerFullAccess';

async function trusted(
  { door }: EmulatedAws,
  trust: JsonObject,
  PermissionsBoundary?: string,
): Promise<IAMClient> {
  const iam = door.client(IAMClient);
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  await iam.send(
    new CreateRoleCommand({ RoleName: 'training', AssumeRolePolicyDocument, PermissionsBoundary }),
  );
  return iam;
}

const bounded = ({ after, ...rest }: Planned): Planned => ({
  ...rest,
  after: { ...after, permissions_boundary: BOUNDARY },
});

export const roleCases: readonly DoorCase[] = [
  {
    name: 'a role of this account with one narrow policy, within a boundary',
    type: 'AWS::IAM::Role',
    async make(emulated) {
      const iam = await trusted(emulated, TRUST_IN_ACCOUNT, BOUNDARY);
      const PolicyDocument = JSON.stringify(NARROW);
      await iam.send(new PutRolePolicyCommand({ RoleName: 'training', PolicyName: 'data', PolicyDocument }));
    },
    template: {
      Judged: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: TRUST_IN_ACCOUNT, PermissionsBoundary: BOUNDARY },
      },
      Data: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'data', PolicyDocument: NARROW, Roles: [{ Ref: 'Judged' }] },
      },
    },
    plan: [
      bounded(plannedRole('aws_iam_role.judged', TRUST_IN_ACCOUNT)),
      {
        address: 'aws_iam_role_policy.data',
        after: { name: 'data', policy: JSON.stringify(NARROW) },
        unknown: { role: true },
        expressions: { role: from('aws_iam_role.judged.id') },
      },
    ],
    verdicts: {
      'ai-execution-role-admin': 'COMPLIANT',
      'ai-execution-role-boundary': 'COMPLIANT',
      'ai-execution-role-passrole': 'COMPLIANT',
      'ai-full-access-policies-not-attached': 'COMPLIANT',
      'ai-service-role-confused-deputy': 'COMPLIANT',
    },
    cannotKnow: {
      plan: { 'ai-execution-role-admin': DYNAMIC_BLOCK, 'ai-execution-role-passrole': DYNAMIC_BLOCK },
    },
  },
  {
    name: 'a training role that may do everything',
    type: 'AWS::IAM::Role',
    async make(emulated) {
      const iam = await trusted(emulated, TRUST);
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
      'ai-execution-role-boundary': 'NON_COMPLIANT',
      'ai-execution-role-passrole': 'NON_COMPLIANT',
      'ai-full-access-policies-not-attached': 'NON_COMPLIANT',
      'ai-service-role-confused-deputy': 'NON_COMPLIANT',
    },
  },
];
