import type { McpServerTargetConfiguration } from '@aws-sdk/client-bedrock-agentcore-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/agentcore/gateway-target-dynamic-listing.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, target } from './gateway-target.ts';

const rule = 'agentcore-gateway-target-dynamic-listing';

const listed = (rest: Partial<McpServerTargetConfiguration> = {}) => ({
  mcp: {
    mcpServer: { endpoint: 'https://tools.example.com/mcp', listingMode: 'DYNAMIC' as const, ...rest },
  },
});

const scene = {
  name: 'a server with whatever tools it lists',
  rule,
  make: target(listed()),
  alsoChanges: ['UpdatedAt'],
} as const;

const anyServer = fc.record({ resourcePriority: fc.integer({ min: 0, max: 1000 }) }, { requiredKeys: [] });

itPutsRight(remediation, [scene], {
  anyScene: fc
    .tuple(anySettings, anyServer)
    .map(([each, server]) => ({ ...scene, make: target(listed(server), each) })),
});

describe('a target in motion', () => {
  it('is left alone', () => {
    const ref = refOf('AWS::BedrockAgentCore::GatewayTarget', 'ABCDEFGHIJ');
    const resource = { ...ref, source: 'live', properties: {} } as const;
    const options = { kmsKeyArn: undefined, tags: {} };
    const before = { status: 'SYNCHRONIZING' };
    expect(remediation.plan({ resource, before, rule, observations: [], options })).toEqual({
      refused: 'the target is SYNCHRONIZING; wait until it is READY',
      isPassing: true,
    });
  });
});
