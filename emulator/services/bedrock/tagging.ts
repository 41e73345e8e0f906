import { resourceNotFound } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { fromCamelTags, tags } from './_shared.ts';

export const tagging = {
  TagResource(input, call) {
    known(call, input.resourceARN);
    tags.add(call, input.resourceARN, fromCamelTags(input.tags));
    return {};
  },

  ListTagsForResource(input, call) {
    const found = known(call, input.resourceARN);
    return { tags: Object.entries(found).map(([key, value]) => ({ key, value })) };
  },

  UntagResource(input, call) {
    known(call, input.resourceARN);
    tags.remove(call, input.resourceARN, input.tagKeys);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock')>;

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) throw resourceNotFound(`The resource ${arn} does not exist.`);
  return found;
}
