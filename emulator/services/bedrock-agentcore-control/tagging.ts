import { resourceNotFound } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { tags } from './_shared.ts';

export const tagging = {
  TagResource(input, call) {
    known(call, input.resourceArn);
    tags.add(call, input.resourceArn, input.tags);
    return {};
  },

  ListTagsForResource: (input, call) => ({ tags: known(call, input.resourceArn) }),

  UntagResource(input, call) {
    known(call, input.resourceArn);
    tags.remove(call, input.resourceArn, input.tagKeys);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) throw resourceNotFound(`The resource ${arn} does not exist.`);
  return found;
}
