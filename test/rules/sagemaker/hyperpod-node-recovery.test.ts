import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/hyperpod-node-recovery.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: { automatic: { properties: { NodeRecovery: 'Automatic' } } },
  NON_COMPLIANT: {
    'left to people': {
      properties: { NodeRecovery: 'None' },
      observations: [{ path: 'NodeRecovery', expected: 'Automatic', actual: 'None' }],
    },
  },
  INSUFFICIENT_DATA: {
    'nothing is said, and nobody says what holds then': {
      properties: {},
      because: 'NodeRecovery is not set, and AWS documents no default',
    },
    unknown: { properties: { NodeRecovery: unknown('parameter X has no default') } },
  },
});
