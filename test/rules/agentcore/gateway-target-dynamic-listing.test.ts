import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/gateway-target-dynamic-listing.ts';
import { testRule } from '../../support/judge-rule.ts';

const GATEWAY = 'tools-a1b2c3d4e5';
const lost = unknown('known only after apply');
const target = (ListingMode?: Json) => ({
  properties: {
    GatewayIdentifier: GATEWAY,
    TargetConfiguration: {
      Mcp: {
        McpServer: { Endpoint: 'https://example.com', ...(ListingMode !== undefined && { ListingMode }) },
      },
    },
  },
});
const under = (PolicyEngineConfiguration: Json) => ({
  related: { [GATEWAY]: { PolicyEngineConfiguration } },
});

testRule(rule, {
  COMPLIANT: {
    'the default': target(),
    'as synchronized': target('DEFAULT'),
    'an engine that enforces': { ...target('DYNAMIC'), ...under({ Mode: 'ENFORCE' }) },
  },
  NON_COMPLIANT: {
    'no engine': {
      ...target('DYNAMIC'),
      ...under(null),
      observations: [{ path: 'TargetConfiguration.Mcp.McpServer.ListingMode', actual: 'DYNAMIC' }],
    },
    'no gateway that could have an engine': {
      properties: { TargetConfiguration: target('DYNAMIC').properties.TargetConfiguration },
    },
    'an engine that only logs': { ...target('DYNAMIC'), ...under({ Mode: 'LOG_ONLY' }) },
  },
  NOT_APPLICABLE: {
    'a function': {
      properties: { TargetConfiguration: { Mcp: { Lambda: { LambdaArn: '${F.Arn}' } } } },
      because: 'it is no MCP server',
    },
    'a runtime': { properties: { TargetConfiguration: { Http: {} } } },
    'no configuration': { properties: {} },
  },
  INSUFFICIENT_DATA: {
    'a mode that is not known yet': target(lost),
    'a gateway that cannot be read': { ...target('DYNAMIC'), unreadable: { [GATEWAY]: 'access denied' } },
    'a mode of the engine that is not known yet': { ...target('DYNAMIC'), ...under({ Mode: lost }) },
  },
});
