import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-contextual-grounding.ts';
import { testRule } from '../../support/judge-rule.ts';

const policy = (FiltersConfig: object[], threshold?: number) => ({
  properties: { ContextualGroundingPolicyConfig: { FiltersConfig } } as never,
  ...(threshold !== undefined && { parameters: { threshold } }),
});
const both = (grounding: object) => [
  { Type: 'GROUNDING', Threshold: 0.7, ...grounding },
  { Type: 'RELEVANCE', Threshold: 0.7 },
];

testRule(rule, {
  COMPLIANT: {
    'both at the threshold': policy(both({})),
    'spelt out': policy(both({ Enabled: true, Action: 'BLOCK' })),
    'a number as text': policy(both({ Threshold: '0.9' })),
    'a lower threshold of the user’s': policy(both({ Threshold: 0.5 }), 0.5),
  },
  NON_COMPLIANT: {
    'no policy': { properties: {} },
    'relevance is missing': policy(both({}).slice(0, 1)),
    'grounding is missing': policy(both({}).slice(1)),
    'just below the threshold': {
      ...policy(both({ Threshold: 0.69 })),
      observations: [{ expected: 'GROUNDING with Threshold at least 0.7, Enabled true, Action BLOCK' }],
    },
    'no threshold': policy(both({ Threshold: null })),
    'only detects': policy(both({ Action: 'NONE' })),
    off: policy(both({ Enabled: 'false' })),
  },
  INSUFFICIENT_DATA: {
    'the threshold is unknown': policy(both({ Threshold: unknown('no default') })),
    'the policy is unknown': { properties: { ContextualGroundingPolicyConfig: unknown('an import') } },
    'one, and one that may be the other': policy([...both({}).slice(1), unknown('an import')]),
  },
});
