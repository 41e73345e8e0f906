import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/kms-key-not-pending-deletion.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::Domain d'];

testRule(rule, {
  COMPLIANT: {
    'it is enabled': { properties: { Enabled: true, KeyState: 'Enabled' }, referrers },
    'the default, in a template': { properties: {}, referrers, source: 'template' },
  },
  NON_COMPLIANT: {
    'it is disabled': {
      properties: { Enabled: false, KeyState: 'Disabled' },
      referrers,
      observations: [{ path: 'Enabled', expected: true, actual: false }],
    },
    'it is to be deleted': { properties: { Enabled: false, KeyState: 'PendingDeletion' }, referrers },
    'disabled by a template, as text': { properties: { Enabled: 'false' }, referrers, source: 'template' },
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': {
      properties: { Enabled: false },
      because: 'no AI resource refers to it',
    },
  },
  INSUFFICIENT_DATA: {
    'the state cannot be read': { properties: { Enabled: unknown('access denied') }, referrers },
    'it cannot be known who refers to it': { properties: { Enabled: true }, referrersUnreadable: 'no index' },
  },
});
