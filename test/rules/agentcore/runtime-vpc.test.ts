import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/runtime-vpc.ts';
import { testRule } from '../../support/judge-rule.ts';

const mode = (NetworkMode: string | { $unknown: string }, rest = {}) => ({
  properties: { NetworkConfiguration: { NetworkMode }, ...rest },
});
const PROVIDER = {
  CapacityProviderConfiguration: {
    CapacityProviderArn: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:capacity-provider/gpu-a1b2c3d4e5',
  },
};

testRule(rule, {
  COMPLIANT: {
    'in a VPC': mode('VPC'),
    'in a VPC, beside what is not known': mode('VPC', {
      CapacityProviderConfiguration: unknown('after apply'),
    }),
    'in a VPC, beside a capacity provider': mode('VPC', PROVIDER),
  },
  NON_COMPLIANT: {
    'in the public network': mode('PUBLIC'),
    'in the public network, beside a capacity provider': mode('PUBLIC', PROVIDER),
    'nothing is said': { properties: {} },
    'subnets without the mode': {
      properties: { NetworkConfiguration: { NetworkModeConfig: { Subnets: ['subnet-0a1b2c3d'] } } },
    },
  },
  NOT_APPLICABLE: { 'the capacity provider has the network': { properties: PROVIDER } },
  INSUFFICIENT_DATA: {
    'the mode is unknown': mode(unknown('parameter X has no default')),
    'the configuration is unknown': { properties: { NetworkConfiguration: unknown('an import') } },
  },
});
