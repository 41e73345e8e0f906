import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/agent-guardrail.ts';
import { testRule } from '../../support/judge-rule.ts';

const guardrail = (GuardrailIdentifier: string | { $unknown: string }) => ({
  properties: { GuardrailConfiguration: { GuardrailIdentifier, GuardrailVersion: '1' } },
});

testRule(rule, {
  COMPLIANT: {
    'by id': guardrail('abcdefgh1234'),
    'by ARN': guardrail('arn:aws:bedrock:eu-west-1:111122223333:guardrail/abcdefgh1234'),
    'of the same template': { ...guardrail('${Guardrail.GuardrailId}'), source: 'template' },
    'the working draft': {
      properties: {
        GuardrailConfiguration: { GuardrailIdentifier: 'abcdefgh1234', GuardrailVersion: 'DRAFT' },
      },
    },
  },
  NON_COMPLIANT: {
    'no guardrail': { properties: {} },
    'an empty configuration': { properties: { GuardrailConfiguration: {} } },
    'an empty identifier': guardrail(''),
    'a version alone': { properties: { GuardrailConfiguration: { GuardrailVersion: '1' } } },
  },
  INSUFFICIENT_DATA: {
    'known only after apply': guardrail(unknown('known only after apply')),
    'the configuration is unknown': { properties: { GuardrailConfiguration: unknown('an import') } },
  },
});
