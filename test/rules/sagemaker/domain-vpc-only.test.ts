import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/domain-vpc-only.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: { 'VPC only': { properties: { AppNetworkAccessType: 'VpcOnly' } } },
  NON_COMPLIANT: {
    'public internet': { properties: { AppNetworkAccessType: 'PublicInternetOnly' } },
    'absent: the default is public internet': { properties: {} },
    'a VPC alone carries the file system only': {
      properties: { VpcId: 'vpc-0a1b2c3d', SubnetIds: ['subnet-0a1b2c3d'] },
    },
  },
  INSUFFICIENT_DATA: {
    unknown: { properties: { AppNetworkAccessType: unknown('parameter X has no default') } },
    'no text': { properties: { AppNetworkAccessType: { Ref: 'Access' } } },
  },
});
