import { childLister } from '../_cloud-control.ts';
import parents from './agent.ts';

export default childLister({
  type: 'AWS::Bedrock::AgentAlias',
  parents,
  handlerActions: ['bedrock:ListAgentAliases'],
  model: ({ id }) => ({ AgentId: id }),
  named: ([agentId = '', id = ''], { partition, region, account }) => ({
    id,
    arn: `arn:${partition}:bedrock:${region}:${account}:agent-alias/${agentId}/${id}`,
    parent: { agentId },
  }),
});
