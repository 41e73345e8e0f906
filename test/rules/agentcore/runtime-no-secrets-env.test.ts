import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/runtime-no-secrets-env.ts';
import { testRule } from '../../support/judge-rule.ts';

const key = `sk-ant-api03-${'abcd'.repeat(10)}`;
const lost = unknown('known only after apply');

testRule(rule, {
  COMPLIANT: {
    'no variable': { properties: {} },
    'the ARN of a secret': {
      properties: {
        EnvironmentVariables: { KEY: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf' },
      },
    },
    'random text is no finding': {
      properties: { EnvironmentVariables: { SESSION_SALT: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRW' } },
    },
  },
  NON_COMPLIANT: {
    'a key': { properties: { EnvironmentVariables: { KEY: key } } },
    'a key beside a value that is not known yet': {
      properties: { EnvironmentVariables: { A: lost, KEY: key } },
    },
  },
  INSUFFICIENT_DATA: {
    'a value that is not known yet': { properties: { EnvironmentVariables: { A: lost } } },
    'variables that are not known yet': { properties: { EnvironmentVariables: lost } },
    'variables that are no map': { properties: { EnvironmentVariables: 'x' } },
  },
});
