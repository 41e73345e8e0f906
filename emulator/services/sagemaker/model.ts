import type { DescribeModelOutput } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { invalid, listPage, tags } from './_shared.ts';

const models = createTable<Answer<DescribeModelOutput>>();

export const model = {
  CreateModel(input, call) {
    const { Tags, ...given } = input;
    const arn = arnOf(call, input.ModelName);
    if (models.get(call, input.ModelName)) throw invalid(`Cannot create already existing model "${arn}".`);
    models.put(call, input.ModelName, {
      EnableNetworkIsolation: false,
      ...given,
      ModelArn: arn,
      CreationTime: call.now(),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { ModelArn: arn };
  },

  DescribeModel: (input, call) => findModel(call, input.ModelName),

  ListModels(input, call) {
    const { page, NextToken } = listPage(models.list(call), input, { name: (row) => row.ModelName });
    return { Models: page, NextToken };
  },

  DeleteModel(input, call) {
    findModel(call, input.ModelName);
    models.delete(call, input.ModelName);
    tags.end(call, arnOf(call, input.ModelName));
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

/** Endpoint configurations name models that must exist. */
export function findModel(call: Call, name: string): Answer<DescribeModelOutput> {
  const found = models.get(call, name);
  if (found === undefined) throw invalid(`Could not find model "${arnOf(call, name)}".`);
  return found;
}

function arnOf(call: Call, name: string): string {
  return call.arn(`model/${name.toLowerCase()}`);
}
