import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/notebook-direct-internet-access.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'off, with root access': { properties: { DirectInternetAccess: 'Disabled', RootAccess: 'Enabled' } },
    'off, without root access': { properties: { DirectInternetAccess: 'Disabled', RootAccess: 'Disabled' } },
  },
  NON_COMPLIANT: {
    'on, with root access': { properties: { DirectInternetAccess: 'Enabled', RootAccess: 'Enabled' } },
    'on, without root access': { properties: { DirectInternetAccess: 'Enabled', RootAccess: 'Disabled' } },
    'on, although in a VPC': { properties: { DirectInternetAccess: 'Enabled', SubnetId: 'subnet-0a1b2c3d' } },
    'absent: the default is Enabled': { properties: {} },
    'null is absent': { properties: { DirectInternetAccess: null } },
    'another case of letters is no value of the API': { properties: { DirectInternetAccess: 'disabled' } },
  },
  INSUFFICIENT_DATA: {
    'a parameter without default': {
      properties: { DirectInternetAccess: unknown('parameter X has no default') },
    },
    'a list': { properties: { DirectInternetAccess: ['Disabled'] } },
  },
});
