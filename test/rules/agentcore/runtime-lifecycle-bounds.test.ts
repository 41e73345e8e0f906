import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/runtime-lifecycle-bounds.ts';
import { testRule } from '../../support/judge-rule.ts';

const lifecycle = (LifecycleConfiguration: JsonObject) => ({ properties: { LifecycleConfiguration } });
const IDLE = 'LifecycleConfiguration.IdleRuntimeSessionTimeout';
const LIFE = 'LifecycleConfiguration.MaxLifetime';

testRule(rule, {
  COMPLIANT: {
    'AWS’s own limits': { properties: {} },
    'at the limits': lifecycle({ IdleRuntimeSessionTimeout: 900, MaxLifetime: 28_800 }),
    'at limits of one’s own': {
      ...lifecycle({ IdleRuntimeSessionTimeout: 60, MaxLifetime: 600 }),
      parameters: { idleSeconds: 60, lifetimeSeconds: 600 },
    },
    'a short life without a word on idling': {
      ...lifecycle({ MaxLifetime: 300 }),
      parameters: { idleSeconds: 300, lifetimeSeconds: 300 },
    },
  },
  NON_COMPLIANT: {
    'a second too idle': {
      ...lifecycle({ IdleRuntimeSessionTimeout: 901, MaxLifetime: 28_800 }),
      observations: [{ path: IDLE, expected: 'at most 900', actual: 901 }],
    },
    'a second too old': {
      ...lifecycle({ IdleRuntimeSessionTimeout: 900, MaxLifetime: 28_801 }),
      observations: [{ path: LIFE, expected: 'at most 28800', actual: 28_801 }],
    },
    'both by their defaults': {
      properties: {},
      parameters: { idleSeconds: 899, lifetimeSeconds: 28_799 },
      observations: [
        { path: IDLE, expected: 'at most 899', actual: null },
        { path: LIFE, expected: 'at most 28799', actual: null },
      ],
    },
    'idle as long as it lives': {
      ...lifecycle({ MaxLifetime: 300 }),
      parameters: { idleSeconds: 299, lifetimeSeconds: 300 },
      observations: [{ path: IDLE, expected: 'at most 299', actual: null }],
    },
  },
  INSUFFICIENT_DATA: {
    'limits that are not known yet': {
      properties: { LifecycleConfiguration: unknown('known only after apply') },
    },
  },
});
