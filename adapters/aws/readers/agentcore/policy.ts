import type { ResourceRef } from '../../../../resources/resource.ts';
import { arnOf } from '../../arn.ts';
import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::BedrockAgentCore::Policy',
  handlerActions: ['bedrock-agentcore:GetPolicy'],
  unread: { ValidationMode: WRITE_ONLY },
  identifier: (ref) => ref.arn ?? arnIn(ref),
  arn: arnUnder('PolicyArn'),
  status: 'Status',
  createdAt: 'CreatedAt',
});

/** Its ARN holds the engine's id, too. */
function arnIn(ref: ResourceRef): string | undefined {
  const engine = ref.parent?.['policyEngineId'];
  return engine && arnOf(ref, 'bedrock-agentcore', `policy-engine/${engine}/policy/${ref.id}`);
}
