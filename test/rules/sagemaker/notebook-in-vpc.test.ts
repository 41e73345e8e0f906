import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/notebook-in-vpc.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'a subnet': { properties: { SubnetId: 'subnet-0a1b2c3d' } },
    'a subnet of the same template': { properties: { SubnetId: '${Subnet}' }, source: 'template' },
    // Direct internet access is a rule of its own.
    'a subnet beside direct internet access': {
      properties: { SubnetId: 'subnet-0a1b2c3d', DirectInternetAccess: 'Enabled' },
    },
  },
  NON_COMPLIANT: {
    'no subnet': { properties: {} },
    'an empty subnet': { properties: { SubnetId: '' } },
    'security groups alone': { properties: { SecurityGroupIds: ['sg-0a1b2c3d'] } },
    'no direct internet access is not a VPC': { properties: { DirectInternetAccess: 'Disabled' } },
  },
  INSUFFICIENT_DATA: {
    'a subnet that may be absent': { properties: { SubnetId: unknown('known only after apply') } },
  },
});
