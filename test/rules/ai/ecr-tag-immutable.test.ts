import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/ecr-tag-immutable.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::Model m'];
const tags = (ImageTagMutability: string) => ({ ImageTagMutability });
const expected = ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION'];

testRule(rule, {
  COMPLIANT: {
    immutable: { properties: tags('IMMUTABLE'), referrers },
    'immutable but for some': { properties: tags('IMMUTABLE_WITH_EXCLUSION'), referrers },
  },
  NON_COMPLIANT: {
    mutable: {
      properties: tags('MUTABLE'),
      referrers,
      observations: [{ path: 'ImageTagMutability', expected, actual: 'MUTABLE' }],
    },
    'mutable but for some': { properties: tags('MUTABLE_WITH_EXCLUSION'), referrers },
    'the default, in a template': {
      properties: {},
      referrers,
      source: 'template',
      observations: [{ path: 'ImageTagMutability', expected, actual: null }],
    },
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': {
      properties: tags('MUTABLE'),
      because: 'no AI resource refers to it',
    },
  },
  INSUFFICIENT_DATA: {
    'known only after apply': {
      properties: { ImageTagMutability: unknown('known only after apply') },
      referrers,
    },
    'it cannot be known who refers to it': { properties: tags('IMMUTABLE'), referrersUnreadable: 'no index' },
  },
});
