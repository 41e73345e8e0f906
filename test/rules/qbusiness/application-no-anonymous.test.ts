import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/qbusiness/application-no-anonymous.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'IAM Identity Center': { properties: { IdentityType: 'AWS_IAM_IDC' } },
    'an identity provider': { properties: { IdentityType: 'AWS_IAM_IDP_OIDC' } },
    'nothing is said, and users need an identity': { properties: {} },
  },
  NON_COMPLIANT: { 'anonymous users': { properties: { IdentityType: 'ANONYMOUS' } } },
  INSUFFICIENT_DATA: {
    'a type that is not known yet': { properties: { IdentityType: unknown('known only after apply') } },
    'a type that is no text': { properties: { IdentityType: ['ANONYMOUS'] } },
  },
});
