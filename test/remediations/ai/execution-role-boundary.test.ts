import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/execution-role-boundary.ts';
import { itPutsRight, refOf } from '../kit.ts';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/agents';
const allow = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

interface Settings {
  readonly service: string;
  readonly hasInline: boolean;
  readonly isTagged: boolean;
}

const role =
  ({ service, hasInline, isTagged }: Settings) =>
  async (door: Emulated) => {
    const iam = door.client(IAMClient);
    const RoleName = 'Agent';
    const PolicyDocument = allow({ Action: 'bedrock:InvokeModel', Resource: '*' });
    await iam.send(new CreatePolicyCommand({ PolicyName: 'agents', PolicyDocument }));
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: allow({ Action: 'sts:AssumeRole', Principal: { Service: service } }),
        ...(isTagged && { Tags: [{ Key: 'team', Value: 'a' }] }),
      }),
    );
    if (hasInline) await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'use', PolicyDocument }));
    return { ...refOf('AWS::IAM::Role', RoleName, Role?.Arn), region: null };
  };

const rule = 'ai-execution-role-boundary';
const options = { permissionsBoundaryArn: BOUNDARY };
const service = 'bedrock.amazonaws.com';
const plain = { service, hasInline: false, isTagged: false };

const anyScene = fc
  .record({
    service: fc.constantFrom(service, 'bedrock-agentcore.amazonaws.com'),
    hasInline: fc.boolean(),
    isTagged: fc.boolean(),
  })
  .map((settings) => ({ name: 'any role', rule, options, make: role(settings) }) as const);

itPutsRight(remediation, [{ name: 'an agent’s role', rule, options, make: role(plain) }], { anyScene });

it('guesses no boundary, and replaces none', () => {
  const resource = { ...refOf('AWS::IAM::Role', 'Agent'), source: 'live' as const, properties: {} };
  const asked = { resource, rule, observations: [] } as const;
  const none = { kmsKeyArn: undefined, tags: {} };
  expect(remediation.plan({ ...asked, before: {}, options: none })).toEqual({
    refused: 'the settings name no permissions boundary',
  });
  const before = { PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/x' } };
  expect(remediation.plan({ ...asked, before, options: { ...none, ...options } })).toEqual({
    refused: 'the role has a boundary already',
  });
});
