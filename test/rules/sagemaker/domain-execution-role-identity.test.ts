import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/domain-execution-role-identity.ts';
import { testRule } from '../../support/judge-rule.ts';

const identity = (ExecutionRoleIdentityConfig: Json) => ({
  DomainSettings: { ExecutionRoleIdentityConfig },
});

testRule(rule, {
  COMPLIANT: { 'the name is carried': { properties: identity('USER_PROFILE_NAME') } },
  NON_COMPLIANT: {
    'switched off': {
      properties: identity('DISABLED'),
      observations: [
        {
          path: 'DomainSettings.ExecutionRoleIdentityConfig',
          expected: 'USER_PROFILE_NAME',
          actual: 'DISABLED',
        },
      ],
    },
    'other settings only': {
      properties: { DomainSettings: { SecurityGroupIds: ['sg-1'] } },
      observations: [{ actual: null }],
    },
    'no settings': { properties: {} },
  },
  INSUFFICIENT_DATA: {
    unknown: { properties: identity(unknown('parameter X has no default')) },
    'settings that are unknown': { properties: { DomainSettings: unknown('parameter X has no default') } },
  },
});
