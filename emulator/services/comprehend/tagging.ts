import type { Call, Operations } from '../../service.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import { notFound, tags } from './_shared.ts';

export const tagging = {
  TagResource(input, call) {
    known(call, input.ResourceArn);
    tags.add(call, input.ResourceArn, fromTagList(input.Tags));
    return {};
  },

  ListTagsForResource(input, call) {
    return { ResourceArn: input.ResourceArn, Tags: toTagList(known(call, input.ResourceArn)) };
  },

  UntagResource(input, call) {
    known(call, input.ResourceArn);
    tags.remove(call, input.ResourceArn, input.TagKeys);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-comprehend')>;

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) throw notFound(arn);
  return found;
}
