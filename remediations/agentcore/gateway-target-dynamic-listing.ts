import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { TARGET_PERMISSIONS, TARGET_REFERENCE, targetOf } from './_gateway-target.ts';
import { notReady, readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-gateway-target-dynamic-listing',
  title: 'Offer the tools that were synchronized, not whatever the server lists',
  resourceType: 'AWS::BedrockAgentCore::GatewayTarget',
  repairs: ['agentcore-gateway-target-dynamic-listing'],
  risk: 'disruptive',
  breaks:
    'The gateway asks the server for its tools while it updates, and must be able to; tools that the server adds or ' +
    'changes later are offered once the target is synchronized again. Tools that differ from caller to caller are ' +
    'offered to all alike.',
  permissions: TARGET_PERMISSIONS,
  references: [
    TARGET_REFERENCE,
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_McpServerTargetConfiguration.html',
  ],

  read: (ref, ask) => readWhole(targetOf(ref), ask),

  plan({ resource, before }) {
    const target = targetOf(resource);
    const waiting = notReady(target, before);
    if (waiting !== undefined) return notYet(waiting);
    const { mcp, ...rest } = Object(before['targetConfiguration']);
    const server = mcp?.mcpServer;
    if (server?.listingMode !== 'DYNAMIC') return refuse('it is so already');
    const mcpServer = { ...server, listingMode: 'DEFAULT' };
    return draft(
      [change('TargetConfiguration.Mcp.McpServer.ListingMode', server.listingMode, 'DEFAULT')],
      [
        rewriting(target, before, {
          member: 'targetConfiguration',
          value: { ...rest, mcp: { ...mcp, mcpServer } },
        }),
      ],
    );
  },
});
