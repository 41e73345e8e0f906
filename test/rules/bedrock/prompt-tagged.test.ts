import rule from '../../../rules/bedrock/prompt-tagged.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'a tag without a value': { properties: { Tags: { owner: '' } } },
  },
  NON_COMPLIANT: {
    'nothing but what AWS has set': { properties: { Tags: { 'aws:cloudformation:stack-name': 'chat' } } },
    'a required tag in another case': {
      properties: { Tags: { Owner: 'chat' } },
      parameters: { requiredTagKeys: ['owner'] },
      observations: [{ path: 'Tags', expected: { Key: 'owner' }, actual: ['Owner'] }],
    },
  },
});
