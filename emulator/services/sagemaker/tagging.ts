import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { fromTagList, toTagList } from '../../tags.ts';
import { invalid, tags } from './_shared.ts';

export const tagging = {
  AddTags(input, call) {
    known(call, input.ResourceArn);
    tags.add(call, input.ResourceArn, fromTagList(input.Tags));
    return { Tags: toTagList(known(call, input.ResourceArn)) };
  },

  ListTags(input, call) {
    const { rows, next } = pageOf(toTagList(known(call, input.ResourceArn)), {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 50,
    });
    return { Tags: rows, NextToken: next };
  },

  DeleteTags(input, call) {
    known(call, input.ResourceArn);
    tags.remove(call, input.ResourceArn, input.TagKeys);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) throw invalid(`Could not find resource "${arn}".`);
  return found;
}
