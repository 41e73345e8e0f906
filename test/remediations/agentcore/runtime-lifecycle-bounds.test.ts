import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/runtime-lifecycle-bounds.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, COUNTED, runtime } from './runtime.ts';

const rule = 'agentcore-runtime-lifecycle-bounds';
const IDLE = 'LifecycleConfiguration.IdleRuntimeSessionTimeout';
const LIFE = 'LifecycleConfiguration.MaxLifetime';

const idling = {
  name: 'a runtime whose sessions idle for two hours',
  rule,
  make: runtime({ lifecycleConfiguration: { idleRuntimeSessionTimeout: 7200, maxLifetime: 14_400 } }),
  alsoChanges: COUNTED,
} as const;

const both = {
  ...idling,
  name: 'one whose sessions also live for days',
  make: runtime({ lifecycleConfiguration: { idleRuntimeSessionTimeout: 7200, maxLifetime: 600_000 } }),
};

itPutsRight(remediation, [idling, both], {
  anyScene: anySettings.map((each) => ({
    ...both,
    make: runtime({
      ...each,
      lifecycleConfiguration: { idleRuntimeSessionTimeout: 901, maxLifetime: 40_000 },
    }),
  })),
});

describe('limits of a runtime’s sessions', () => {
  const resource = {
    ...refOf('AWS::BedrockAgentCore::Runtime', 'agent'),
    source: 'live',
    properties: {},
  } as const;
  const options = { kmsKeyArn: undefined, tags: {} };
  const plan = (has: object, observations: readonly (readonly [path: string, expected: string])[]) =>
    remediation.plan({
      resource,
      before: { status: 'READY', lifecycleConfiguration: { ...has } },
      rule,
      observations: observations.map(([path, expected]) => ({ path, expected, actual: null })),
      options,
    });
  const has = { idleRuntimeSessionTimeout: 900, maxLifetime: 28_800 };

  it('change what violates and nothing else', () => {
    expect(plan(has, [[LIFE, 'at most 3600']])).toMatchObject({
      changes: [{ path: LIFE, before: 28_800, after: 3600 }],
      steps: [{ call: { input: { lifecycleConfiguration: { ...has, maxLifetime: 3600 } } } }],
    });
  });

  it('shorten the idle time with a life that is shorter, as AWS wants it', () => {
    expect(plan(has, [[LIFE, 'at most 600']])).toMatchObject({
      changes: [
        { path: IDLE, before: 900, after: 600 },
        { path: LIFE, before: 28_800, after: 600 },
      ],
    });
  });

  it('are refused below what AWS takes', () => {
    const refused = 'the limit is 59 seconds, and AgentCore takes no less than 60';
    expect(plan(has, [[IDLE, 'at most 59']])).toEqual({ refused });
    expect(plan(has, [[IDLE, 'at most 60']])).toMatchObject({ changes: [{ after: 60 }] });
  });

  it('are set to whole seconds', () => {
    expect(plan(has, [[IDLE, 'at most 120.5']])).toMatchObject({ changes: [{ after: 120 }] });
  });
});
