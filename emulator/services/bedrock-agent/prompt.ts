import type { GetPromptResponse } from '@aws-sdk/client-bedrock-agent';
import { resourceNotFound } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idOf } from '../bedrock/_shared.ts';

/** Drafts by id; made by Cloud Control, which tells of them what stands here. */
export const prompts = createTable<GetPromptResponse>();

export const prompt = {
  GetPrompt: (input, call) => find(call, input.promptIdentifier),

  // What is not named again is gone: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdatePrompt.html
  UpdatePrompt(input, call) {
    const { promptIdentifier, ...asked } = input;
    const { id, arn, version, createdAt } = find(call, promptIdentifier);
    const updated = { ...asked, id, arn, version, createdAt, updatedAt: call.now() };
    prompts.put(call, idOf(promptIdentifier), updated);
    return updated;
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agent')>;

function find(call: Call, identifier: string): GetPromptResponse {
  const found = prompts.get(call, idOf(identifier));
  if (found !== undefined) return found;
  throw resourceNotFound(`Prompt with identifier ${identifier} was not found.`);
}
