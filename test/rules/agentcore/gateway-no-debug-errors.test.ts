import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/gateway-no-debug-errors.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'nothing is said': { properties: {} },
    'null is absent': { properties: { ExceptionLevel: null } },
  },
  NON_COMPLIANT: {
    debugging: {
      properties: { ExceptionLevel: 'DEBUG' },
      observations: [{ path: 'ExceptionLevel', actual: 'DEBUG' }],
    },
  },
  INSUFFICIENT_DATA: {
    'a level that is not known yet': {
      properties: { ExceptionLevel: unknown('parameter X has no default') },
    },
  },
});
