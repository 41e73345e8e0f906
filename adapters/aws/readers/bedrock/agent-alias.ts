import { arnUnder, cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Bedrock::AgentAlias',
  handlerActions: ['bedrock:GetAgentAlias', 'bedrock:ListTagsForResource'],
  identifier: (ref) => compound(ref, 'AgentAliasId', ['AgentId', 'AgentAliasId']),
  arn: arnUnder('AgentAliasArn'),
  status: 'AgentAliasStatus',
  createdAt: 'CreatedAt',
});
