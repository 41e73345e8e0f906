import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/ecr-policy-external.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';

const OWN = 'arn:aws:iam::111122223333:root';
const allow = (Principal: Json, rest: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal,
  Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  ...rest,
});

const repository =
  (Statement: Json, scanOnPush = true) =>
  async (door: Emulated) => {
    const ecr = door.client(ECRClient);
    const repositoryName = 'models/churn';
    const { repository: made } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName, imageScanningConfiguration: { scanOnPush } }),
    );
    const policyText = JSON.stringify({ Version: '2012-10-17', Statement });
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
    return refOf('AWS::ECR::Repository', repositoryName, made?.repositoryArn);
  };

const rule = 'ai-ecr-policy-external';

const open = fc
  .record({ principal: fc.constantFrom<Json>('*', { AWS: '*' }), isTagged: fc.boolean(), sid: fc.boolean() })
  .map(({ principal, isTagged, sid }) =>
    allow(principal, {
      ...(sid && { Sid: 'Pull' }),
      ...(isTagged && { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
    }),
  );
const others = fc.subarray<Json>([allow({ AWS: OWN }), allow({ Service: 'sagemaker.amazonaws.com' })]);

itPutsRight(
  remediation,
  [
    { name: 'a repository for everybody', rule, make: repository([allow('*')]) },
    {
      name: 'a repository for everybody, by one statement of two',
      rule,
      make: repository([allow({ AWS: OWN }), allow({ AWS: '*' })]),
    },
  ],
  {
    anyScene: fc
      .tuple(others, open, fc.boolean())
      .map(
        ([first, last, scans]) =>
          ({ name: 'any repository', rule, make: repository([...first, last], scans) }) as const,
      ),
  },
);

describe('ai-ecr-policy-external', () => {
  const planned = (actual: string, rest: { account?: string | null; before?: JsonObject } = {}) =>
    remediation.plan({
      resource: {
        ...refOf('AWS::ECR::Repository', 'models/churn'),
        account: rest.account === undefined ? '111122223333' : rest.account,
        source: 'live',
        properties: {},
      },
      before: rest.before ?? { policy: { Statement: [allow('*')] } },
      rule,
      observations: [{ path: 'RepositoryPolicyText.Statement[0].Principal', expected: '', actual }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each(['444455556666', '*, arn:aws:iam::444455556666:root'])('leaves %s to its owner', (actual) => {
    expect(planned(actual)).toEqual({
      refused: `RepositoryPolicyText.Statement[0].Principal names ${actual}: whether it is meant is not known`,
    });
  });

  it('needs the account and the policy', () => {
    expect(planned('*', { account: null })).toEqual({
      refused: 'the account of the repository is not known',
    });
    expect(planned('*', { before: {} })).toEqual({ refused: 'the repository has no policy any more' });
    expect(planned('*')).toMatchObject({ steps: [{ call: { operation: 'SetRepositoryPolicy' } }] });
  });
});
