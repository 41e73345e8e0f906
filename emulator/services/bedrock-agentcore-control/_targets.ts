import type { GetGatewayTargetResponse, TargetSummary } from '@aws-sdk/client-bedrock-agentcore-control';
import type { Answer, Call } from '../../service.ts';
import { createTable } from '../../table.ts';

export type Target = Answer<GetGatewayTargetResponse> &
  TargetSummary & { targetId: string; gatewayId: string };

/** Apart from gateways and their targets, because each of the two looks at it. */
export const targets = createTable<Target>();

export function ofGateway(call: Call, id: string): Target[] {
  return targets.list(call).filter(({ gatewayId }) => gatewayId === id);
}
