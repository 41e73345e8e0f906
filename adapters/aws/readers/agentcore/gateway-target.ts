import { cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::BedrockAgentCore::GatewayTarget',
  handlerActions: ['bedrock-agentcore:GetGatewayTarget'],
  identifier: (ref) => compound(ref, 'TargetId', ['GatewayIdentifier', 'TargetId']),
  status: 'Status',
  createdAt: 'CreatedAt',
});
