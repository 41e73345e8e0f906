import { BedrockClient, PutResourcePolicyCommand } from '@aws-sdk/client-bedrock';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/resource-policy-confined.ts';
import type { Json } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::Bedrock::ResourcePolicy';
const GUARDRAIL = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abcdefghij12';
const OWN = 'arn:aws:iam::111122223333:role/Caller';

const allow = (rest: object) => ({
  Effect: 'Allow',
  Action: 'bedrock:ApplyGuardrail',
  Resource: GUARDRAIL,
  ...rest,
});

// With spaces: undoing brings back the text, not only what it says.
const policy = (Statement: Json | object) => async (door: Emulated) => {
  // As somebody wrote it; the model's pattern takes no line breaks.
  const resourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll('":', '" : ');
  const command = new PutResourcePolicyCommand({ resourceArn: GUARDRAIL, resourcePolicy });
  await door.client(BedrockClient).send(command);
  return refOf(TYPE, GUARDRAIL, GUARDRAIL);
};

const rule = 'bedrock-resource-policy-external';
const everybody = allow({ Principal: '*' });
const inTheOffice = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };
const scene = { name: 'a statement for everybody', rule, make: policy([everybody]) } as const;

const fine = fc.constantFrom(
  allow({ Principal: { AWS: OWN } }),
  allow({ Principal: { Service: 'bedrock.amazonaws.com' } }),
  allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
  { ...everybody, Effect: 'Deny', Action: 'bedrock:DeleteGuardrail' },
);
const open = fc
  .record({
    Principal: fc.constantFrom<Json>('*', { AWS: '*' }, { AWS: [OWN, '444455556666'] }),
    Condition: fc.constantFrom<Json | undefined>(
      undefined,
      inTheOffice,
      { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      { stringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    ),
  })
  .map(({ Condition, ...rest }) => allow({ ...rest, ...(Condition !== undefined && { Condition }) }));

itPutsRight(
  remediation,
  [
    scene,
    { ...scene, name: 'one statement and no list', make: policy(everybody) },
    {
      ...scene,
      name: 'another account beside one of one’s own, in the office',
      make: policy([allow({ Principal: { AWS: [OWN, '444455556666'] }, Condition: inTheOffice })]),
    },
  ],
  {
    anyScene: fc
      .record({
        before: fc.array(fine, { maxLength: 2 }),
        open: fc.array(open, { minLength: 1, maxLength: 2 }),
      })
      .map(({ before, open }) => ({ ...scene, make: policy([...before, ...open, ...before]) })),
  },
);

describe('what is planned', () => {
  const resource = { ...refOf(TYPE, GUARDRAIL, GUARDRAIL), source: 'live' as const, properties: {} };
  const path = 'PolicyDocument.Statement[0].Principal';
  const planned = (statement: object, { account = '111122223333' as string | null, paths = [path] } = {}) =>
    remediation.plan({
      resource: { ...resource, account },
      before: { resourcePolicy: JSON.stringify({ Statement: [statement] }) },
      rule,
      observations: paths.map((each) => ({ path: each, expected: 'principals', actual: '*' })),
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it('is one more condition, beside those that are there', () => {
    const Condition = { ...inTheOffice, StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    expect(planned({ ...everybody, Condition })).toMatchObject({
      changes: [
        {
          path: 'PolicyDocument.Statement[0].Condition',
          before: Condition,
          after: {
            ...inTheOffice,
            StringEquals: { 'aws:RequestedRegion': 'eu-central-1', 'aws:PrincipalAccount': '111122223333' },
          },
        },
      ],
    });
  });

  const otherAccount = { StringEquals: { 'AWS:principalaccount': '444455556666' } };
  it.each([
    ['a service beside everybody', { Principal: { AWS: '*', Service: 'a.amazonaws.com' } }, 'AWS services'],
    ['everybody but some', { NotPrincipal: { AWS: OWN } }, 'everybody but some'],
    ['accounts in a condition', { Principal: '*', Condition: otherAccount }, 'may be meant'],
  ])('%s: is refused', (_name, rest, because) => {
    expect(planned(allow(rest))).toEqual({ refused: expect.stringContaining(because) });
  });

  it('is refused where account or statement are not known, or the policy is gone', () => {
    expect(planned(everybody, { account: null })).toHaveProperty('refused', 'the account is not known');
    expect(planned(everybody, { paths: [] })).toHaveProperty('refused', 'the finding names no statement');
    const asked = { resource, rule, observations: [], options: { kmsKeyArn: undefined, tags: {} } } as const;
    expect(remediation.plan({ ...asked, before: {} })).toEqual({
      refused: expect.stringContaining('no policy'),
    });
  });
});
