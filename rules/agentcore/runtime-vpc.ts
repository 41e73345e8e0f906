import { defineRule, notApplicable } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

const mode = (NetworkMode: string, rest = {}) => ({ NetworkConfiguration: { NetworkMode, ...rest } });

export default defineRule({
  id: 'agentcore-runtime-vpc',
  revision: 2,
  title: 'Agent runtime must use VPC network mode',
  rationale:
    'In PUBLIC mode the agent, and whatever an injected prompt makes of it, can send data to any host on the ' +
    'internet; no security group, endpoint policy or firewall of yours is on the way.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
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
    'Set NetworkConfiguration.NetworkMode to VPC with the subnets and security groups of NetworkModeConfig, and ' +
    'give the VPC the endpoints that the agent needs.',
  references: ['https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html'],
  examples: {
    compliant: [
      {
        name: 'in a VPC',
        properties: mode('VPC', {
          NetworkModeConfig: { Subnets: ['subnet-0a1b2c3d'], SecurityGroups: ['sg-0a1b2c3d'] },
        }),
      },
    ],
    nonCompliant: [
      { name: 'in the public network', properties: mode('PUBLIC') },
      { name: 'nothing is said', properties: {} },
    ],
  },

  evaluate({ properties }) {
    const networkMode = properties.NetworkConfiguration?.NetworkMode;
    // https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CapacityProviderConfiguration.html
    if (networkMode === undefined && properties.CapacityProviderConfiguration?.CapacityProviderArn) {
      return notApplicable('its capacity provider has the network configuration');
    }
    return exactly({ path: 'NetworkConfiguration.NetworkMode', expected: 'VPC', actual: networkMode });
  },
});
