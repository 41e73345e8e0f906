import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/notebook-root-access.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    'off, with direct internet access': {
      properties: { RootAccess: 'Disabled', DirectInternetAccess: 'Enabled' },
    },
    'off, although a lifecycle configuration runs as root': {
      properties: { RootAccess: 'Disabled', LifecycleConfigName: 'setup' },
    },
  },
  NON_COMPLIANT: {
    'on, without direct internet access': {
      properties: { RootAccess: 'Enabled', DirectInternetAccess: 'Disabled' },
    },
    'absent: the default is Enabled': { properties: {} },
    'null is absent': { properties: { RootAccess: null } },
  },
  INSUFFICIENT_DATA: {
    'a parameter without default': { properties: { RootAccess: unknown('parameter X has no default') } },
    'a list': { properties: { RootAccess: ['Disabled'] } },
  },
});
