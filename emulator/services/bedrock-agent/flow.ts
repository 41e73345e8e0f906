import type { FlowStatus, GetFlowResponse } from '@aws-sdk/client-bedrock-agent';
import { resourceNotFound } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idOf } from '../bedrock/_shared.ts';

/** Drafts by id; made by Cloud Control, which tells of them what stands here. */
export const flows = createTable<GetFlowResponse>();

const PREPARATION_MS = 10_000;

export const flow = {
  GetFlow: (input, call) => find(call, input.flowIdentifier),

  // What is not named again is gone, and the draft wants preparing:
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateFlow.html
  UpdateFlow(input, call) {
    const { flowIdentifier, ...asked } = input;
    const { id, arn, version, createdAt } = find(call, flowIdentifier);
    const made = { id, arn, version, createdAt, updatedAt: call.now() };
    const updated = { ...asked, ...made, status: 'NotPrepared' as const };
    flows.put(call, idOf(flowIdentifier), updated);
    return updated;
  },

  PrepareFlow(input, call) {
    const current = find(call, input.flowIdentifier);
    const at = (status: FlowStatus) => ({ ...current, status });
    const id = idOf(input.flowIdentifier);
    flows.put(call, id, at('Preparing'), { afterMs: PREPARATION_MS, become: () => at('Prepared') });
    return { id, status: 'Preparing' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agent')>;

function find(call: Call, identifier: string): GetFlowResponse {
  const found = flows.get(call, idOf(identifier));
  if (found !== undefined) return found;
  throw resourceNotFound(`Flow with identifier ${identifier} was not found.`);
}
