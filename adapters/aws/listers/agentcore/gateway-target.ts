import { childLister } from '../_cloud-control.ts';
import parents from './gateway.ts';

export default childLister({
  type: 'AWS::BedrockAgentCore::GatewayTarget',
  parents,
  handlerActions: ['bedrock-agentcore:ListGatewayTargets'],
  model: ({ id }) => ({ GatewayIdentifier: id }),
  named: ([gatewayIdentifier = '', id = '']) => ({ id, parent: { gatewayIdentifier } }),
});
