import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/model-in-vpc.ts';
import { testRule } from '../../support/judge-rule.ts';

const inVpc = (Subnets: (string | { $unknown: string })[]) => ({
  properties: { VpcConfig: { Subnets, SecurityGroupIds: ['sg-0a1b2c3d'] } },
});

testRule(rule, {
  COMPLIANT: {
    'one subnet': inVpc(['subnet-0a1b2c3d']),
    'a subnet whose id is known only after apply': inVpc([unknown('known only after apply')]),
  },
  NON_COMPLIANT: {
    'no VPC': { properties: {} },
    'null is absent': { properties: { VpcConfig: null } },
    'no subnets': { properties: { VpcConfig: { SecurityGroupIds: ['sg-0a1b2c3d'] } } },
    'an empty list of subnets': { ...inVpc([]), observations: [{ actual: [] }] },
  },
  INSUFFICIENT_DATA: {
    'the VPC configuration is unknown': { properties: { VpcConfig: unknown('an import') } },
    'the subnets are unknown': { properties: { VpcConfig: { Subnets: unknown('an import') } } },
    'the subnets are no list': { properties: { VpcConfig: { Subnets: 'subnet-0a1b2c3d' } } },
  },
});
