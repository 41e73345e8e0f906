import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../engine/iam/policy.ts';
import { trustsAiService } from '../../../engine/iam/trust.ts';
import type { Rule } from '../../../engine/rule.ts';
import { type Json, unknown } from '../../../resources/resource.ts';
import { AI_TRUST } from '../../../rules/_families/ai-role.ts';
import admin from '../../../rules/ai/execution-role-admin.ts';
import passRole from '../../../rules/ai/execution-role-passrole.ts';
import agentRole from '../../../rules/bedrock/agent-role-least-privilege.ts';
import { judgeWith } from '../../support/judge-rule.ts';

it('has a trust policy for the examples that an AI service needs', () => {
  expect(trustsAiService(parsePolicy(AI_TRUST, 'P')).answer).toBe('yes');
});

const lost = unknown('known only after apply');
const trust = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } } };

const texts = fc.oneof(
  fc.constantFrom<Json>('*', 'iam:*', 'iam:PassRole', 'bedrock:List*', 'arn:aws:iam::*:role/*', '${T}', lost),
  fc.constantFrom<Json>(['*'], ['s3:GetObject', lost], ['iam:*', '*']),
);
const part = (name: string): fc.Arbitrary<object> =>
  fc.tuple(fc.constantFrom(name, `Not${name}`), texts).map(([member, value]) => ({ [member]: value }));
const statement = fc
  .tuple(
    fc.constantFrom<Json>('Allow', 'Deny', lost),
    part('Action'),
    part('Resource'),
    fc.constantFrom<object>(
      {},
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      { Condition: lost },
    ),
  )
  .map(([Effect, ...parts]) => Object.assign({ Effect }, ...parts) as Json);
const statements = fc.array(statement, { maxLength: 4 });

const onRole = (rule: Rule) => (Statement: Json) =>
  judgeWith(rule, {
    properties: { AssumeRolePolicyDocument: trust, Policies: [{ PolicyDocument: { Statement } }] },
  }).verdict.status;

const onAgent = (Statement: Json) =>
  judgeWith(agentRole, {
    properties: { AgentResourceRoleArn: 'r' },
    related: { r: { PermissionsBoundary: 'b', Policies: [{ PolicyDocument: { Statement } }] } },
  }).verdict.status;

/** A text as a list of one. */
const listed = (one: Json): Json =>
  Object.fromEntries(
    Object.entries(one as object).map(([member, value]) => [
      member,
      member !== 'Effect' && typeof value === 'string' ? [value] : value,
    ]),
  );

describe.each([
  [admin.id, onRole(admin)],
  [passRole.id, onRole(passRole)],
  [agentRole.id, onAgent],
])('%s, for any policy', (_id, statusOf) => {
  it('never turns COMPLIANT into NON_COMPLIANT for one more Deny', () => {
    const denial = statement.map((one) => ({ ...(one as object), Effect: 'Deny' }) as Json);
    fc.assert(
      fc.property(statements, denial, (all, one) => {
        if (statusOf(all) !== 'COMPLIANT') return;
        expect(statusOf([...all, one])).not.toBe('NON_COMPLIANT');
      }),
    );
  });

  it('does not care for the order of statements', () => {
    fc.assert(
      fc.property(statements, (all) => {
        expect(statusOf(all.toReversed())).toBe(statusOf(all));
      }),
    );
  });

  it('takes a text for a list of one, and a statement that stands alone for a list', () => {
    fc.assert(
      fc.property(statements, (all) => {
        expect(statusOf(all.map(listed))).toBe(statusOf(all));
      }),
    );
    fc.assert(
      fc.property(statement, (one) => {
        expect(statusOf(one)).toBe(statusOf([one]));
      }),
    );
  });

  it('never calls COMPLIANT what a statement that is not known might still grant', () => {
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    fc.assert(
      fc.property(statements, (all) => {
        if (statusOf([...all, lost]) !== 'COMPLIANT') return;
        expect(statusOf([...all, everything])).toBe('COMPLIANT');
      }),
    );
  });
});
