import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-credential-filter.ts';
import { testRule } from '../../support/judge-rule.ts';

const entities = (PiiEntitiesConfig: object[]) => ({
  properties: { SensitiveInformationPolicyConfig: { PiiEntitiesConfig } } as never,
});
const three = (first: object) =>
  ['PASSWORD', 'AWS_ACCESS_KEY', 'AWS_SECRET_KEY'].map((Type, index) => ({
    Type,
    Action: 'BLOCK',
    ...(index === 0 && first),
  }));

testRule(rule, {
  COMPLIANT: {
    'all three': entities(three({})),
    'beside others': entities([{ Type: 'EMAIL', Action: 'NONE' }, ...three({})]),
    'beside an unknown one': entities([unknown('an import'), ...three({})]),
    'spelt out': entities(three({ InputEnabled: 'true', OutputEnabled: true, InputAction: 'BLOCK' })),
    'the newer members win over Action': entities(
      three({ Action: 'NONE', InputAction: 'BLOCK', OutputAction: 'BLOCK' }),
    ),
  },
  NON_COMPLIANT: {
    'no policy': { properties: {}, observations: [{ actual: null }, { actual: null }, { actual: null }] },
    'one is missing': {
      ...entities(three({}).slice(1)),
      observations: [
        {
          path: 'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
          expected: 'PASSWORD with Action BLOCK on input and output, both enabled',
          actual: null,
        },
      ],
    },
    'one is masked': {
      ...entities(three({ Action: 'ANONYMIZE' })),
      observations: [{ actual: { Type: 'PASSWORD', Action: 'ANONYMIZE' } }],
    },
    'one only detects in prompts': entities(three({ InputAction: 'NONE' })),
    'one only detects in answers': entities(three({ OutputAction: 'NONE' })),
    'one blocks in prompts only': entities(three({ Action: 'NONE', InputAction: 'BLOCK' })),
    'one blocks in answers only': entities(three({ Action: 'NONE', OutputAction: 'BLOCK' })),
    'one is off for prompts': entities(three({ InputEnabled: false })),
    'one is off for answers': entities(three({ OutputEnabled: 'false' })),
    'one has no action': entities(three({ Action: null })),
    'one is certain, another unknown': entities(
      [...three({ Action: 'NONE' }), unknown('an import')].slice(0, 2),
    ),
  },
  INSUFFICIENT_DATA: {
    'the policy is unknown': { properties: { SensitiveInformationPolicyConfig: unknown('an import') } },
    'one action is unknown': entities(three({ Action: unknown('no default') })),
    'two, and one that may be the third': entities([...three({}).slice(1), unknown('an import')]),
  },
});
