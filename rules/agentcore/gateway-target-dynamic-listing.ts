import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

const GATEWAY = 'tools-a1b2c3d4e5';
const listing = (ListingMode: string) => ({
  GatewayIdentifier: GATEWAY,
  TargetConfiguration: { Mcp: { McpServer: { Endpoint: 'https://tools.example.com/mcp', ListingMode } } },
});
const gateway = (Mode: string) => ({
  [GATEWAY]: {
    PolicyEngineConfiguration: {
      Arn: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:policy-engine/tools-a1b2c3d4e5',
      Mode,
    },
  },
});

export default defineRule({
  id: 'agentcore-gateway-target-dynamic-listing',
  revision: 1,
  title: 'MCP server target must not use dynamic tool listing without a policy engine',
  rationale:
    'With dynamic listing the gateway offers whatever the server lists at that moment. A server that is taken over, or ' +
    'turns bad once it is trusted, slips agents new tools and new descriptions, and nobody has looked at them.',
  severity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::BedrockAgentCore::GatewayTarget',
  needs: { gateway: { path: 'GatewayIdentifier', type: 'AWS::BedrockAgentCore::Gateway' } },
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 14',
      'eu_ai_act_2024_1689:Art. 9',
      'iso27001_2022:A.8.18',
      'iso27001_2022:A.8.2',
      'iso42001_2023:A.6.1.3',
      'iso42001_2023:A.9.2',
      'iso42001_2023:A.9.4',
      'mitre_atlas:AML.M0026',
      'mitre_atlas:AML.M0028',
      'mitre_atlas:AML.M0030',
      'mitre_atlas:AML.M0032',
      'nist_800_53_r5:AC-3',
      'nist_800_53_r5:AC-6',
      'nist_800_53_r5:CM-7',
      'nist_ai_rmf_1_0:MANAGE 1.3',
      'nist_ai_rmf_1_0:MAP 3.5',
      'owasp_llm_2025:LLM06:2025',
      'soc2_tsc:CC5.2',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Set TargetConfiguration.Mcp.McpServer.ListingMode to DEFAULT, so that tools are those of the last ' +
    'synchronization; or attach a policy engine in ENFORCE mode to the gateway.',
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_McpServerTargetConfiguration.html',
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-enforcement-modes.html',
  ],
  examples: {
    compliant: [
      { name: 'tools of the last synchronization', properties: listing('DEFAULT') },
      { name: 'a policy engine decides', properties: listing('DYNAMIC'), related: gateway('ENFORCE') },
    ],
    nonCompliant: [
      {
        name: 'whatever the server lists',
        properties: listing('DYNAMIC'),
        related: { [GATEWAY]: { AuthorizerType: 'AWS_IAM' } },
      },
      {
        name: 'a policy engine that only writes down',
        properties: listing('DYNAMIC'),
        related: gateway('LOG_ONLY'),
      },
    ],
  },

  evaluate({ properties: { TargetConfiguration } }, context) {
    const server = TargetConfiguration?.Mcp?.McpServer;
    if (!server) return notApplicable('it is no MCP server');
    if (server.ListingMode !== 'DYNAMIC') return compliant;
    const [gateway] = context.related('gateway');
    if (gateway?.read().PolicyEngineConfiguration?.Mode === 'ENFORCE') return compliant;
    return nonCompliant({
      path: 'TargetConfiguration.Mcp.McpServer.ListingMode',
      expected: 'DEFAULT, as no policy engine of the gateway enforces',
      actual: server.ListingMode,
    });
  },
});
