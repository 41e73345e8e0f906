import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/agent-idle-session-ttl.ts';
import { testRule } from '../../support/judge-rule.ts';

const idle = (IdleSessionTTLInSeconds: number | undefined, limitSeconds?: number) => ({
  properties: { ...(IdleSessionTTLInSeconds !== undefined && { IdleSessionTTLInSeconds }) },
  ...(limitSeconds !== undefined && { parameters: { limitSeconds } }),
});

testRule(rule, {
  COMPLIANT: {
    'at the limit': idle(3600),
    'the default of the service': idle(undefined),
    'the default of the service is the limit': idle(undefined, 600),
    'at a limit of your own': idle(60, 60),
  },
  NON_COMPLIANT: {
    'a second over the limit': {
      ...idle(3601),
      observations: [{ path: 'IdleSessionTTLInSeconds', expected: 'at most 3600', actual: 3601 }],
    },
    'over a limit of your own': { ...idle(61, 60), observations: [{ expected: 'at most 60', actual: 61 }] },
    'the default of the service is over it': {
      ...idle(undefined, 599),
      observations: [{ expected: 'at most 599', actual: null }],
    },
  },
  INSUFFICIENT_DATA: { 'it is unknown': { properties: { IdleSessionTTLInSeconds: unknown('no default') } } },
});
