import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/sagemaker/domain-idle-shutdown.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anyOthers, asked, domain } from './domain.ts';

const lab = (IdleSettings: JsonObject, others: JsonObject = {}) => ({
  user: { JupyterLabAppSettings: { ...others, AppLifecycleManagement: { IdleSettings } } },
});

const rule = 'sagemaker-domain-idle-shutdown';
const off = { LifecycleManagement: 'DISABLED' };
const ExecutionRole = 'arn:aws:iam::111122223333:role/Ml';

const scene = {
  name: 'a domain with the times set and the switch off',
  rule,
  make: domain(asked(lab({ ...off, IdleTimeoutInMinutes: 90, MaxIdleTimeoutInMinutes: 300 }))),
} as const;

itPutsRight(
  remediation,
  [
    scene,
    {
      name: 'a domain as it comes',
      rule,
      make: domain(),
      cannotRestore: { DefaultUserSettings: { ExecutionRole, ...lab(off).user } },
    },
  ],
  {
    anyScene: fc
      .record({
        others: anyOthers,
        lab: fc.record(
          {
            LifecycleConfigArns: fc.constant([
              'arn:aws:sagemaker:eu-central-1:111122223333:studio-lifecycle-config/lab',
            ]),
            DefaultResourceSpec: fc.constant({ InstanceType: 'ml.t3.medium' }),
          },
          { requiredKeys: [] },
        ),
        idle: fc.record(
          {
            IdleTimeoutInMinutes: fc.integer({ min: 60, max: 525_600 }),
            MinIdleTimeoutInMinutes: fc.integer({ min: 60, max: 525_600 }),
            MaxIdleTimeoutInMinutes: fc.integer({ min: 60, max: 525_600 }),
          },
          { requiredKeys: [] },
        ),
      })
      .map(({ others, lab: app, idle }) => ({
        ...scene,
        make: domain(asked(lab({ ...off, ...idle }, app), others)),
      })),
  },
);

describe('the plan', () => {
  const plan = (idle: object | undefined, Status = 'InService') =>
    remediation.plan({
      resource: { ...refOf('AWS::SageMaker::Domain', 'd-1'), source: 'live', properties: {} },
      before: { Status, ...(idle && lab({ ...idle }).user) },
      rule,
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['the time that is set', { IdleTimeoutInMinutes: 90 }, 90],
    ['a week where none is', undefined, 10_080],
    ['the longest that users may choose where that is less', { MaxIdleTimeoutInMinutes: 300 }, 300],
    ['a week where that is more', { MaxIdleTimeoutInMinutes: 20_000 }, 10_080],
  ])('takes %s', (_, idle, minutes) => {
    expect(plan(idle)).toMatchObject({
      changes: [
        { before: idle ?? null, after: { IdleTimeoutInMinutes: minutes, LifecycleManagement: 'ENABLED' } },
      ],
    });
  });

  it.each([
    ['a domain that is being updated', plan(undefined, 'Updating'), 'Updating'],
    ['one that shuts idle apps down', plan({ LifecycleManagement: 'ENABLED' }), 'already'],
  ])('is refused for %s', (_, planned, why) => {
    expect(planned).toEqual({
      refused: expect.stringContaining(why),
      ...(why === 'Updating' && { isPassing: true }),
    });
  });
});
