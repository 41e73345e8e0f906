import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/runtime-mmds-v2.ts';
import { testRule } from '../../support/judge-rule.ts';

const path = 'MetadataConfiguration.RequireMMDSV2';

testRule(rule, {
  COMPLIANT: { required: { properties: { MetadataConfiguration: { RequireMMDSV2: true } } } },
  NON_COMPLIANT: {
    'not required': {
      properties: { MetadataConfiguration: { RequireMMDSV2: false } },
      observations: [{ path, expected: true, actual: false }],
    },
    'nothing is said': { properties: {}, observations: [{ path, expected: true, actual: null }] },
    'an empty configuration': { properties: { MetadataConfiguration: {} } },
  },
  INSUFFICIENT_DATA: {
    'what CloudFormation has not': { properties: {}, source: 'template' },
    'what cannot be read': { properties: { MetadataConfiguration: unknown('access denied') } },
  },
});
