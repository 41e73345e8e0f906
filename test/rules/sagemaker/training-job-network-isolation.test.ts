import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/training-job-network-isolation.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: { isolated: { properties: { EnableNetworkIsolation: true } } },
  NON_COMPLIANT: {
    'not isolated': { properties: { EnableNetworkIsolation: false } },
    'absent: the default is false': { properties: {} },
    'a VPC is no isolation': { properties: { VpcConfig: { Subnets: ['subnet-0a1b2c3d'] } } },
  },
  INSUFFICIENT_DATA: {
    unknown: { properties: { EnableNetworkIsolation: unknown('not in the event') } },
    'no boolean': { properties: { EnableNetworkIsolation: 1 } },
  },
});
