import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-harmful-content-filters.ts';
import { testRule } from '../../support/judge-rule.ts';

const CATEGORIES = ['SEXUAL', 'VIOLENCE', 'HATE', 'INSULTS', 'MISCONDUCT'];
const MEDIUM = { InputStrength: 'MEDIUM', OutputStrength: 'MEDIUM' };

const policy = (FiltersConfig: object[], strengths?: string[]) => ({
  properties: { ContentPolicyConfig: { FiltersConfig } } as never,
  ...(strengths && { parameters: { strengths } }),
});
const five = (first: object) =>
  CATEGORIES.map((Type, index) => ({ Type, ...MEDIUM, ...(index === 0 && first) }));

testRule(rule, {
  COMPLIANT: {
    'all five at MEDIUM': policy(five({})),
    'beside a prompt attack filter': policy([
      ...five({}),
      { Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' },
    ]),
    'spelt out': policy(five({ InputEnabled: 'true', OutputEnabled: true, OutputAction: 'BLOCK' })),
    'beside an unknown filter': policy([unknown('an import'), ...five({})]),
    'text and images': policy(five({ InputModalities: ['TEXT', 'IMAGE'], OutputModalities: [] })),
    'a strength of HIGH': policy(five({ OutputStrength: 'HIGH' })),
    'LOW is enough for the user': policy(five({ InputStrength: 'LOW' }), ['LOW', 'MEDIUM', 'HIGH']),
  },
  NON_COMPLIANT: {
    'no policy': { properties: {} },
    'one category is missing': policy(five({}).slice(1)),
    'one is LOW for prompts': {
      ...policy(five({ InputStrength: 'LOW', InputModalities: ['TEXT'] }).toReversed()),
      observations: [
        {
          expected:
            'SEXUAL with InputStrength and OutputStrength MEDIUM or HIGH, both enabled, both actions BLOCK',
          actual: { Type: 'SEXUAL', InputStrength: 'LOW', OutputStrength: 'MEDIUM' },
        },
      ],
    },
    'one is NONE for answers': policy(five({ OutputStrength: 'NONE' })),
    'one has no strength for answers': policy(five({ OutputStrength: null })),
    'one only detects in prompts': policy(five({ InputAction: 'NONE' })),
    'one only detects in answers': policy(five({ OutputAction: 'NONE' })),
    'one is off for prompts': policy(five({ InputEnabled: false })),
    'one is off for answers': policy(five({ OutputEnabled: 'false' })),
    'one looks at images alone in prompts': policy(five({ InputModalities: ['IMAGE'] })),
    'one looks at images alone in answers': policy(five({ OutputModalities: ['IMAGE'] })),
    'one is too weak, whatever else is unknown': {
      ...policy(five({ InputStrength: 'LOW', OutputStrength: unknown('no default') })),
      observations: [{ actual: { Type: 'SEXUAL', InputStrength: 'LOW' } }],
    },
    'MEDIUM is too little for the user': policy(five({}), ['HIGH']),
    'one is certain, another unknown': policy([
      ...five({ InputStrength: 'LOW' }).slice(0, 4),
      { Type: 'MISCONDUCT', InputStrength: unknown('no default'), OutputStrength: 'HIGH' },
    ]),
  },
  NOT_APPLICABLE: { 'no strengths are set': policy([], []) },
  INSUFFICIENT_DATA: {
    'the policy is unknown': { properties: { ContentPolicyConfig: unknown('an import') } },
    'one strength is unknown': policy(five({ InputStrength: unknown('no default') })),
    'four, and one that may be the fifth': policy([...five({}).slice(1), unknown('an import')]),
  },
});
