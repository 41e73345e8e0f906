import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-env-no-secrets.ts';
import { testRule } from '../../support/judge-rule.ts';

const token = `hf_${'abcdefghijklmnopq'.repeat(2)}`;
const lost = unknown('known only after apply');

testRule(rule, {
  COMPLIANT: {
    'a container without an environment': { properties: { PrimaryContainer: {} } },
    'settings only': {
      properties: { PrimaryContainer: { Environment: { SAGEMAKER_PROGRAM: 'inference.py' } } },
    },
    'a dynamic reference': {
      properties: {
        PrimaryContainer: { Environment: { HF_TOKEN: '{{resolve:secretsmanager:hf:SecretString:token}}' } },
      },
    },
    'a key of AWS’s documentation': {
      properties: { PrimaryContainer: { Environment: { KEY: 'AKIAIOSFODNN7EXAMPLE' } } },
    },
  },
  NON_COMPLIANT: {
    'in the primary container': { properties: { PrimaryContainer: { Environment: { T: token } } } },
    'in a further container': {
      properties: { Containers: [{ Environment: {} }, { Environment: { T: token } }] },
    },
    'beside a value that is not known yet': {
      properties: { PrimaryContainer: { Environment: { A: lost, T: token } }, Containers: lost },
    },
    'beside a container that is not known yet': {
      properties: {
        PrimaryContainer: lost,
        Containers: [{ Environment: lost }, { Environment: { T: token } }],
      },
    },
  },
  NOT_APPLICABLE: { 'no container': { properties: {} } },
  INSUFFICIENT_DATA: {
    'an environment that is no map': { properties: { PrimaryContainer: { Environment: 'x' } } },
    'a value that is not known yet': { properties: { PrimaryContainer: { Environment: { T: lost } } } },
    'an environment that is not known yet': { properties: { PrimaryContainer: { Environment: lost } } },
    'containers that are not known yet': { properties: { Containers: lost } },
  },
});
