import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/browser-not-public.ts';
import { testRule } from '../../support/judge-rule.ts';

const mode = (NetworkMode: string | { $unknown: string }) => ({
  properties: { NetworkConfiguration: { NetworkMode } },
});

testRule(rule, {
  COMPLIANT: { 'in a VPC': mode('VPC') },
  NON_COMPLIANT: {
    'in the public network': mode('PUBLIC'),
    'nothing is said': { properties: {} },
  },
  INSUFFICIENT_DATA: {
    'the mode is unknown': mode(unknown('parameter X has no default')),
    'the configuration is unknown': { properties: { NetworkConfiguration: unknown('an import') } },
  },
});
