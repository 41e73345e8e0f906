import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/api-key-no-long-term.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('access denied');
const key = { ServiceName: 'bedrock.amazonaws.com', Status: 'Active' };

testRule(rule, {
  COMPLIANT: {
    'no credential': { properties: { ServiceSpecificCredentials: [] } },
    'a key of another service': {
      properties: { ServiceSpecificCredentials: [{ ...key, ServiceName: 'codecommit.amazonaws.com' }] },
    },
    'an expired key': { properties: { ServiceSpecificCredentials: [{ ...key, Status: 'Expired' }] } },
    'a user of a template': { properties: { UserName: 'ci' }, source: 'template' },
  },
  NON_COMPLIANT: {
    'an active key': { properties: { ServiceSpecificCredentials: [key] } },
    'an active key that ends in a year': {
      properties: { ServiceSpecificCredentials: [{ ...key, ExpirationDate: '2027-01-01T00:00:00Z' }] },
    },
    'a key whose status a plan leaves to the default': {
      properties: { ServiceSpecificCredentials: [{ ServiceName: 'bedrock.amazonaws.com' }] },
      source: 'plan',
    },
    'an active key beside one that cannot be read': {
      properties: { ServiceSpecificCredentials: [lost, key] },
    },
  },
  INSUFFICIENT_DATA: {
    'the credentials were not read': { properties: {} },
    'the credentials cannot be read': { properties: { ServiceSpecificCredentials: lost } },
    'a credential that names no service': {
      properties: { ServiceSpecificCredentials: [{ Status: 'Active' }] },
    },
    'a status that cannot be read': {
      properties: { ServiceSpecificCredentials: [{ ...key, Status: lost }] },
    },
  },
});
