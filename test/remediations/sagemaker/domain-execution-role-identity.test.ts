import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/domain-execution-role-identity.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyOthers, asked, domain } from './domain.ts';

const rule = 'sagemaker-domain-execution-role-identity';
const off = { domain: { ExecutionRoleIdentityConfig: 'DISABLED' } };

const scene = { name: 'a domain that has it off', rule, make: domain(asked(off)) } as const;

itPutsRight(
  remediation,
  [
    scene,
    {
      name: 'a domain as it comes',
      rule,
      make: domain(),
      cannotRestore: { DomainSettings: off.domain },
    },
  ],
  { anyScene: anyOthers.map((others) => ({ ...scene, make: domain(asked(off, others)) })) },
);

describe('what is refused', () => {
  const plan = (before: object) =>
    remediation.plan({
      resource: { ...refOf('AWS::SageMaker::Domain', 'd-1'), source: 'live', properties: {} },
      before: { ...before },
      rule,
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['a domain that is being updated', { Status: 'Updating' }, 'Updating'],
    [
      'one that does so already',
      { Status: 'InService', ExecutionRoleIdentityConfig: 'USER_PROFILE_NAME' },
      'already',
    ],
  ])('%s', (_, before, why) => {
    expect(plan(before)).toEqual({
      refused: expect.stringContaining(why),
      ...(why === 'Updating' && { isPassing: true }),
    });
  });
});
