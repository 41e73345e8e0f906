import { childLister } from '../_cloud-control.ts';
import parents from './policy-engine.ts';

export default childLister({
  type: 'AWS::BedrockAgentCore::Policy',
  parents,
  handlerActions: ['bedrock-agentcore:ListPolicies'],
  model: ({ id }) => ({ PolicyEngineId: id }),
  named: ([arn = ''], { id: policyEngineId }) => ({
    id: arn.split('/').at(-1) ?? arn,
    arn,
    parent: { policyEngineId },
  }),
});
