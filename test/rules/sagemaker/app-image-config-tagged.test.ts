import rule from '../../../rules/sagemaker/app-image-config-tagged.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'a tag without a value': { properties: { Tags: [{ Key: 'owner', Value: '' }] } },
  },
  NON_COMPLIANT: {
    'nothing but what AWS has set': {
      properties: { Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'chat' }] },
    },
    'a required tag in another case': {
      properties: { Tags: [{ Key: 'Owner', Value: 'chat' }] },
      parameters: { requiredTagKeys: ['owner'] },
      observations: [{ path: 'Tags', expected: { Key: 'owner' }, actual: ['Owner'] }],
    },
  },
});
