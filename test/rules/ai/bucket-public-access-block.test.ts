import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/bucket-public-access-block.ts';
import { testRule } from '../../support/judge-rule.ts';

const ALL = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const referrers = ['AWS::SageMaker::Model churn'];
const block = (PublicAccessBlockConfiguration: object) => ({
  properties: { PublicAccessBlockConfiguration } as never,
  referrers,
});

testRule(rule, {
  COMPLIANT: {
    'all four are on': block(ALL),
    'all four are on, as text': block({ ...ALL, BlockPublicAcls: 'true' }),
  },
  NON_COMPLIANT: {
    'BlockPublicAcls is off': block({ ...ALL, BlockPublicAcls: false }),
    'BlockPublicPolicy is off': block({ ...ALL, BlockPublicPolicy: false }),
    'IgnorePublicAcls is off': block({ ...ALL, IgnorePublicAcls: 'false' }),
    'RestrictPublicBuckets is not said': block({ ...ALL, RestrictPublicBuckets: null }),
    'an empty block': block({}),
    'a template says nothing': { properties: {}, referrers, source: 'template' },
    'a plan says nothing': { properties: {}, referrers, source: 'plan' },
    'no block in the account': { properties: {}, referrers },
    'no block in a state file': { properties: {}, referrers, source: 'state' },
    'one is off, another unknown': block({
      ...ALL,
      BlockPublicAcls: false,
      IgnorePublicAcls: unknown('an import'),
    }),
    'one is off in a template': { ...block({ ...ALL, BlockPublicPolicy: false }), source: 'template' },
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': { properties: {}, referrers: [] },
    'no AI resource refers to it, and it is blocked': { properties: { PublicAccessBlockConfiguration: ALL } },
  },
  INSUFFICIENT_DATA: {
    'it cannot be known who refers to it': {
      properties: {},
      referrersUnreadable: 'the reference index cannot be read',
    },
    'the block cannot be read': block(unknown('access denied')),
    'three are on, one is unknown': block({ ...ALL, RestrictPublicBuckets: unknown('an import') }),
  },
});
