import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/domain-docker-trusted-accounts.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyOthers, asked, domain } from './domain.ts';

const docker = (settings = {}) => ({
  domain: { DockerSettings: { EnableDockerAccess: 'ENABLED', ...settings } },
});

const scene = {
  name: 'a domain whose apps reach any registry',
  rule: 'sagemaker-domain-docker-trusted-accounts',
  make: domain(asked(docker())),
} as const;

itPutsRight(
  remediation,
  [
    scene,
    {
      ...scene,
      name: 'a domain with rootless Docker in its VPC, to which its list means nothing',
      make: domain({
        ...asked(docker({ RootlessDocker: 'ENABLED', VpcOnlyTrustedAccounts: ['444455556666'] })),
        AppNetworkAccessType: 'VpcOnly',
      }),
    },
  ],
  {
    anyScene: fc
      .record({
        others: anyOthers,
        settings: fc.record(
          { VpcOnlyTrustedAccounts: fc.constant(['444455556666', '777788889999']) },
          { requiredKeys: [] },
        ),
      })
      .map(({ others, settings }) => ({
        ...scene,
        make: domain(asked(docker({ ...settings, RootlessDocker: 'ENABLED' }), others)),
      })),
  },
);

describe('what is refused', () => {
  const plan = (before: object) =>
    remediation.plan({
      resource: { ...refOf('AWS::SageMaker::Domain', 'd-1'), source: 'live', properties: {} },
      before: { ...before },
      rule: 'sagemaker-domain-docker-trusted-accounts',
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['a domain that is being updated', { Status: 'Updating' }, 'Updating'],
    ['one without Docker', { Status: 'InService', DockerSettings: {} }, 'already'],
  ])('%s', (_, before, why) => {
    expect(plan(before)).toEqual({
      refused: expect.stringContaining(why),
      ...(why === 'Updating' && { isPassing: true }),
    });
  });
});
