import { AwsError } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import { tags } from './_shared.ts';

export const tagging = {
  TagResource(input, call) {
    known(call, input.resourceArn);
    tags.add(call, input.resourceArn, fromTagList(input.tags));
    return {};
  },

  ListTagsForResource: (input, call) => ({ tags: toTagList(known(call, input.resourceArn)) }),

  UntagResource(input, call) {
    known(call, input.resourceArn);
    tags.remove(call, input.resourceArn, input.tagKeys);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-ecr')>;

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) {
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository of ${arn} does not exist in the registry`,
    );
  }
  return found;
}
