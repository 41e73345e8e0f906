import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/service-role-confused-deputy.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';

const ACCOUNT = '111122223333';
const BEDROCK = 'bedrock.amazonaws.com';
const LAMBDA = 'lambda.amazonaws.com';

const allow = (Principal: Json, rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal,
  ...rest,
});

const role = (Statement: Json) => async (door: Emulated) => {
  const { Role } = await door.client(IAMClient).send(
    new CreateRoleCommand({
      RoleName: 'Agent',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  return { ...refOf('AWS::IAM::Role', 'Agent', Role?.Arn), region: null };
};

const rule = 'ai-service-role-confused-deputy';

const principals = fc.constantFrom<Json>(
  { Service: BEDROCK },
  { Service: [LAMBDA, BEDROCK, 'sagemaker.amazonaws.com'] },
  { Service: [BEDROCK], AWS: `arn:aws:iam::${ACCOUNT}:root` },
);
const statement = fc
  .record({ principal: principals, sid: fc.boolean(), isTagged: fc.boolean() })
  .map(({ principal, sid, isTagged }) =>
    allow(principal, {
      ...(sid && { Sid: 'Assume' }),
      ...(isTagged && { Condition: { StringEquals: { 'aws:RequestTag/team': 'a' } } }),
    }),
  );
const before = fc.constantFrom<readonly Json[]>(
  [],
  [allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` })],
  [allow({ Service: BEDROCK }, { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } })],
);

itPutsRight(
  remediation,
  [
    { name: 'a role for whomever Bedrock acts', rule, make: role([allow({ Service: BEDROCK })]) },
    {
      name: 'a role that others assume by the same statement',
      rule,
      make: role(allow({ Service: [LAMBDA, BEDROCK], AWS: `arn:aws:iam::${ACCOUNT}:root` }, { Sid: 'A' })),
    },
  ],
  {
    anyScene: fc
      .tuple(before, statement)
      .map(([first, last]) => ({ name: 'any role', rule, make: role([...first, last]) }) as const),
  },
);

describe('ai-service-role-confused-deputy', () => {
  const planned = (Statement: Json, path: string, account: string | null = ACCOUNT) =>
    remediation.plan({
      resource: { ...refOf('AWS::IAM::Role', 'Agent'), account, source: 'live', properties: {} },
      before: { trust: { Version: '2012-10-17', Statement } },
      rule,
      observations: [
        { path: `AssumeRolePolicyDocument.${path}.Principal.Service`, expected: '', actual: BEDROCK },
      ],
      options: { kmsKeyArn: undefined, tags: {} },
    });
  const trustAfter = (draft: ReturnType<typeof planned>) =>
    'changes' in draft ? (draft.changes[0].after as JsonObject)['Statement'] : draft;
  const own = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

  it('adds the condition to those that a statement has', () => {
    const Condition = {
      StringEquals: { 'aws:RequestTag/team': 'a' },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    expect(trustAfter(planned(allow({ Service: BEDROCK }, { Sid: 'A', Condition }), 'Statement'))).toEqual(
      allow(
        { Service: BEDROCK },
        {
          Sid: 'A',
          Condition: { ...Condition, StringEquals: { ...Condition.StringEquals, ...own.StringEquals } },
        },
      ),
    );
  });

  it('puts nobody else under the condition', () => {
    const others = { Service: [LAMBDA], AWS: 'arn:aws:iam::111122223333:root' };
    const first = allow({ Service: LAMBDA });
    const mixed = allow({ ...others, Service: [LAMBDA, BEDROCK] }, { Sid: 'A' });
    expect(trustAfter(planned([first, mixed], 'Statement[1]'))).toEqual([
      first,
      allow(others, { Sid: 'A' }),
      allow({ Service: [BEDROCK] }, { Condition: own }),
    ]);
    const person = { AWS: 'arn:aws:iam::111122223333:root' };
    expect(trustAfter(planned(allow({ ...person, Service: BEDROCK }), 'Statement'))).toEqual([
      allow(person),
      allow({ Service: [BEDROCK] }, { Condition: own }),
    ]);
  });

  it('needs the account and the trust policy', () => {
    const statement = [allow({ Service: BEDROCK })];
    expect(planned(statement, 'Statement[0]', null)).toEqual({
      refused: 'the account of the role is not known',
    });
    const asked = {
      resource: { ...refOf('AWS::IAM::Role', 'Agent'), source: 'live', properties: {} },
      before: {},
      rule,
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    } as const;
    expect(remediation.plan(asked)).toEqual({ refused: 'IAM gave no trust policy' });
  });
});
