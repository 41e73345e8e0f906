import { resourceNotFound } from '../../errors.ts';
import type { Call, Operations } from '../../service.ts';
import { tags } from './_shared.ts';

export const tagging = {
  TagResource(input, call) {
    known(call, input.resourceArn);
    tags.add(call, input.resourceArn, fromPairs(input.tags));
    return {};
  },

  ListTagsForResource(input, call) {
    const found = known(call, input.resourceArn);
    return { tags: Object.entries(found).map(([key, value]) => ({ key, value })) };
  },

  UntagResource(input, call) {
    known(call, input.resourceArn);
    tags.remove(call, input.resourceArn, input.tagKeys);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-opensearchserverless')>;

/** `[{ key, value }]` as a map. */
export function fromPairs(
  list: readonly { key: string | undefined; value: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ key = '', value = '' }) => [key, value]));
}

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) throw resourceNotFound(`Resource ${arn} not found`);
  return found;
}
