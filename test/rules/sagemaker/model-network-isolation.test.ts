import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-network-isolation.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: {
    isolated: { properties: { EnableNetworkIsolation: true } },
    'a template may spell booleans as text': { properties: { EnableNetworkIsolation: 'true' } },
    'isolated outside a VPC': { properties: { EnableNetworkIsolation: true, VpcConfig: null } },
  },
  NON_COMPLIANT: {
    'not isolated': { properties: { EnableNetworkIsolation: false } },
    'absent: the default is false': { properties: {} },
    'a VPC is no isolation': { properties: { VpcConfig: { Subnets: ['subnet-0a1b2c3d'] } } },
  },
  INSUFFICIENT_DATA: {
    // A peer fails what is known only after apply.
    unknown: { properties: { EnableNetworkIsolation: unknown('known only after apply') } },
    'no boolean': { properties: { EnableNetworkIsolation: 'yes' } },
  },
});
