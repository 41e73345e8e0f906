import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-pii-filter.ts';
import { testRule } from '../../support/judge-rule.ts';

const policy = (SensitiveInformationPolicyConfig: object) => ({
  properties: { SensitiveInformationPolicyConfig } as never,
});
const entities = (...PiiEntitiesConfig: object[]) => policy({ PiiEntitiesConfig });
const EMAIL = { Type: 'EMAIL', Action: 'BLOCK' };

testRule(rule, {
  COMPLIANT: {
    'an entity is blocked': entities(EMAIL),
    'an entity is masked': entities({ ...EMAIL, Action: 'ANONYMIZE' }),
    'a regular expression is blocked': policy({
      PiiEntitiesConfig: [],
      RegexesConfig: [{ Name: 'patient', Action: 'BLOCK' }],
    }),
    'one of several acts': entities({ ...EMAIL, Action: 'NONE' }, { Type: 'PHONE', Action: 'ANONYMIZE' }),
    'the newer members win over Action': entities({ ...EMAIL, Action: 'NONE', OutputAction: 'ANONYMIZE' }),
    'off for output, acts on input': entities({ ...EMAIL, OutputEnabled: false }),
    'off for input, acts on output': entities({ ...EMAIL, InputEnabled: false }),
    'booleans as text': entities({ ...EMAIL, InputEnabled: 'false', OutputEnabled: 'true' }),
    'a certain filter wins over an unknown neighbour': entities(unknown('an import'), EMAIL),
    'a certain regular expression wins over an unknown entity': policy({
      PiiEntitiesConfig: [unknown('an import')],
      RegexesConfig: [{ Name: 'patient', Action: 'BLOCK' }],
    }),
  },
  NON_COMPLIANT: {
    'no policy': { properties: {}, observations: [{ actual: null }] },
    'empty lists': policy({ PiiEntitiesConfig: [], RegexesConfig: [] }),
    'every entry only detects': {
      ...policy({
        PiiEntitiesConfig: [{ ...EMAIL, Action: 'NONE' }],
        RegexesConfig: [{ Name: 'patient', Action: 'NONE' }],
      }),
      observations: [{ actual: '2 that only detect or are off' }],
    },
    'both newer members say NONE': entities({ ...EMAIL, InputAction: 'NONE', OutputAction: 'NONE' }),
    'off for input and output': entities({ ...EMAIL, InputEnabled: false, OutputEnabled: 'False' }),
    'acts where it is off': entities({
      ...EMAIL,
      Action: 'NONE',
      InputAction: 'BLOCK',
      InputEnabled: false,
    }),
    'a filter without an action': entities({ Type: 'EMAIL' }),
  },
  INSUFFICIENT_DATA: {
    'the policy is unknown': { properties: { SensitiveInformationPolicyConfig: unknown('an import') } },
    'the action is unknown': entities({ ...EMAIL, Action: unknown('parameter X has no default') }),
    'one only detects, one is unknown': entities({ ...EMAIL, Action: 'NONE' }, unknown('an import')),
  },
});
