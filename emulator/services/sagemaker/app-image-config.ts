import type { DescribeAppImageConfigResponse } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, listPage, notFound, tags } from './_shared.ts';

type Config = Answer<DescribeAppImageConfigResponse>;

const configs = createTable<Config>();

export const appImageConfig = {
  CreateAppImageConfig(input, call) {
    const { Tags, ...given } = input;
    const name = input.AppImageConfigName;
    const arn = call.arn(`app-image-config/${name.toLowerCase()}`);
    if (configs.get(call, name)) throw inUse(`AppImageConfig ${arn} already exists.`);
    const now = call.now();
    configs.put(call, name, { ...given, AppImageConfigArn: arn, CreationTime: now, LastModifiedTime: now });
    tags.start(call, arn, fromTagList(Tags));
    return { AppImageConfigArn: arn };
  },

  DescribeAppImageConfig: (input, call) => find(call, input.AppImageConfigName),

  ListAppImageConfigs(input, call) {
    const asked = {
      ...input,
      LastModifiedTimeBefore: input.ModifiedTimeBefore,
      LastModifiedTimeAfter: input.ModifiedTimeAfter,
    };
    const { page, NextToken } = listPage(configs.list(call), asked, {
      name: (row) => row.AppImageConfigName,
    });
    return { AppImageConfigs: page, NextToken };
  },

  DeleteAppImageConfig(input, call) {
    const { AppImageConfigArn = '' } = find(call, input.AppImageConfigName);
    configs.delete(call, input.AppImageConfigName);
    tags.end(call, AppImageConfigArn);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function find(call: Call, name: string): Config {
  const found = configs.get(call, name);
  if (found === undefined) throw notFound(`AppImageConfig ${name} does not exist.`);
  return found;
}
