import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-version-pinned.ts';
import { testRule } from '../../support/judge-rule.ts';

const agent = (GuardrailConfiguration: unknown) => ({ properties: { GuardrailConfiguration } as never });
const GuardrailIdentifier = 'abcdefgh1234';

testRule(rule, {
  COMPLIANT: {
    'a number': agent({ GuardrailIdentifier, GuardrailVersion: '1' }),
    'the number of a version in the same template': agent({
      GuardrailIdentifier,
      GuardrailVersion: '${Release.Version}',
    }),
    'a number of two digits': agent({ GuardrailIdentifier, GuardrailVersion: '10' }),
  },
  NON_COMPLIANT: {
    'the draft': {
      ...agent({ GuardrailIdentifier, GuardrailVersion: 'DRAFT' }),
      observations: [
        {
          path: 'GuardrailConfiguration.GuardrailVersion',
          expected: 'the number of a version',
          actual: 'DRAFT',
        },
      ],
    },
    'no version': { ...agent({ GuardrailIdentifier }), observations: [{ actual: null }] },
    'no number AWS gives': agent({ GuardrailIdentifier, GuardrailVersion: '0' }),
    'a number and more': agent({ GuardrailIdentifier, GuardrailVersion: '1-DRAFT' }),
    'more and a number': agent({ GuardrailIdentifier, GuardrailVersion: 'v1' }),
  },
  NOT_APPLICABLE: {
    'no configuration': { properties: {}, because: 'it has no guardrail' },
    'a version of none': agent({ GuardrailVersion: 'DRAFT' }),
  },
  INSUFFICIENT_DATA: {
    'the configuration is unknown': agent(unknown('an import')),
    'a reference that tells no number': agent({ GuardrailIdentifier, GuardrailVersion: '${Release}' }),
    'the version of something in a plan': agent({
      GuardrailIdentifier,
      GuardrailVersion: '${module.a.x.version}',
    }),
    'the version is unknown': agent({ GuardrailIdentifier, GuardrailVersion: unknown('no default') }),
  },
});
