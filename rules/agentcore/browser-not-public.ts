import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

const mode = (NetworkMode: string, rest = {}) => ({ NetworkConfiguration: { NetworkMode, ...rest } });

export default defineRule({
  id: 'agentcore-browser-not-public',
  revision: 1,
  title: 'Custom browser must not use PUBLIC network mode',
  rationale:
    'A browser driven by a model reads whatever a page tells it. In PUBLIC mode it can carry what it knows to any ' +
    'site; in your VPC a firewall or proxy of yours decides where it may go.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::BedrockAgentCore::BrowserCustom',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.12',
      'iso27001_2022:A.8.20',
      'iso27001_2022:A.8.22',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7',
      'nist_800_53_r5:SC-7(5)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Recreate the browser with NetworkConfiguration.NetworkMode VPC and VpcConfig, in subnets whose way to the ' +
    'internet leads through a proxy or firewall.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_BrowserNetworkConfiguration.html',
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html',
  ],
  examples: {
    compliant: [
      {
        name: 'in a VPC',
        properties: mode('VPC', {
          VpcConfig: { Subnets: ['subnet-0a1b2c3d'], SecurityGroups: ['sg-0a1b2c3d'] },
        }),
      },
    ],
    nonCompliant: [
      { name: 'in the public network', properties: mode('PUBLIC') },
      { name: 'nothing is said', properties: {} },
    ],
  },

  evaluate({ properties: { NetworkConfiguration } }) {
    return exactly({
      path: 'NetworkConfiguration.NetworkMode',
      expected: 'VPC',
      actual: NetworkConfiguration?.NetworkMode,
    });
  },
});
