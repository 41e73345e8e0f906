import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-prompt-attack-high.ts';
import { testRule } from '../../support/judge-rule.ts';

const filters = (...FiltersConfig: readonly (Record<string, Json> | { $unknown: string })[]) => ({
  properties: { ContentPolicyConfig: { FiltersConfig } },
});
const HIGH = { Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' };

testRule(rule, {
  COMPLIANT: {
    'HIGH, and the defaults': filters(HIGH),
    'HIGH, spelt out': filters({ ...HIGH, InputEnabled: true, InputAction: 'BLOCK' }),
    'text and images': filters({ ...HIGH, InputModalities: ['IMAGE', 'TEXT'] }),
    'a template may spell booleans as text': filters({ ...HIGH, InputEnabled: 'true' }),
    'a certain filter wins over an unknown neighbour': filters(unknown('an import'), HIGH),
  },
  NON_COMPLIANT: {
    'no policy at all': { properties: {}, observations: [{ actual: null }] },
    'an empty list': filters(),
    'another filter at HIGH': filters({ ...HIGH, Type: 'HATE' }),
    'strength MEDIUM': {
      ...filters({ ...HIGH, InputStrength: 'MEDIUM' }, { Type: 'HATE', InputEnabled: false }),
      observations: [
        {
          path: 'ContentPolicyConfig.FiltersConfig',
          actual: 'Type PROMPT_ATTACK, InputStrength MEDIUM; Type HATE, InputEnabled false',
        },
      ],
    },
    'detects and does not block': {
      ...filters({ ...HIGH, InputAction: 'NONE' }),
      observations: [{ actual: 'Type PROMPT_ATTACK, InputStrength HIGH, InputAction NONE' }],
    },
    'too weak, whatever else is unknown': {
      ...filters({ ...HIGH, InputStrength: 'LOW', InputAction: unknown('after apply') }),
      observations: [{ actual: 'Type PROMPT_ATTACK, InputStrength LOW, InputAction not known' }],
    },
    'another filter, whatever its strength is': filters({
      Type: 'HATE',
      InputStrength: unknown('after apply'),
    }),
    'images alone': {
      ...filters({ ...HIGH, InputModalities: ['IMAGE'] }),
      observations: [{ actual: 'Type PROMPT_ATTACK, InputStrength HIGH, InputModalities IMAGE' }],
    },
    'off for input, as text': filters({ ...HIGH, InputEnabled: 'False' }),
    'only the output strength is HIGH': filters({ ...HIGH, InputStrength: 'NONE', OutputStrength: 'HIGH' }),
  },
  INSUFFICIENT_DATA: {
    'the strength is unknown': filters({ ...HIGH, InputStrength: unknown('no default') }),
    'the policy is unknown': { properties: { ContentPolicyConfig: unknown('an import') } },
    'whether it is on is unknown': filters({ ...HIGH, InputEnabled: unknown('after apply') }),
    'the only filter is unknown': filters(unknown('an import')),
    'the filters are no list': { properties: { ContentPolicyConfig: { FiltersConfig: 'HIGH' } } },
  },
});
