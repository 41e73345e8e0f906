import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/code-interpreter-private.ts';
import { testRule } from '../../support/judge-rule.ts';

const mode = (NetworkMode: string | { $unknown: string }) => ({
  properties: { NetworkConfiguration: { NetworkMode } },
});

testRule(rule, {
  COMPLIANT: { 'in a VPC': mode('VPC') },
  NON_COMPLIANT: {
    'in the public network': mode('PUBLIC'),
    'in the sandbox': mode('SANDBOX'),
    'nothing is said': { properties: {} },
    'a VPC configuration without the mode': {
      properties: { NetworkConfiguration: { VpcConfig: { Subnets: ['subnet-0a1b2c3d'] } } },
    },
  },
  INSUFFICIENT_DATA: {
    'the mode is unknown': mode(unknown('parameter X has no default')),
    'the configuration is unknown': { properties: { NetworkConfiguration: unknown('an import') } },
  },
});
