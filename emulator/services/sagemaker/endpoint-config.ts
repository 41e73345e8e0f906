import type { DescribeEndpointConfigOutput } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { invalid, listPage, tags } from './_shared.ts';
import { findModel } from './model.ts';

type EndpointConfig = Answer<DescribeEndpointConfigOutput>;

const configs = createTable<EndpointConfig>();

export const endpointConfig = {
  CreateEndpointConfig(input, call) {
    const { EndpointConfigName: name, Tags, ...given } = input;
    const arn = arnOf(call, name);
    if (configs.get(call, name))
      throw invalid(`Cannot create already existing endpoint configuration "${arn}".`);
    for (const { ModelName } of [...input.ProductionVariants, ...(input.ShadowProductionVariants ?? [])]) {
      // A variant without a model serves inference components.
      if (ModelName !== undefined) findModel(call, ModelName);
    }
    configs.put(call, name, {
      EnableNetworkIsolation: false,
      ...given,
      EndpointConfigName: name,
      EndpointConfigArn: arn,
      CreationTime: call.now(),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { EndpointConfigArn: arn };
  },

  DescribeEndpointConfig: (input, call) => findEndpointConfig(call, input.EndpointConfigName),

  ListEndpointConfigs(input, call) {
    const { page, NextToken } = listPage(configs.list(call), input, {
      name: (row) => row.EndpointConfigName,
    });
    return { EndpointConfigs: page, NextToken };
  },

  DeleteEndpointConfig(input, call) {
    findEndpointConfig(call, input.EndpointConfigName);
    configs.delete(call, input.EndpointConfigName);
    tags.end(call, arnOf(call, input.EndpointConfigName));
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

/** Endpoints show what their configuration says. */
export function findEndpointConfig(call: Call, name: string): EndpointConfig {
  const found = configs.get(call, name);
  if (found === undefined) throw invalid(`Could not find endpoint configuration "${arnOf(call, name)}".`);
  return found;
}

function arnOf(call: Call, name: string): string {
  return call.arn(`endpoint-config/${name.toLowerCase()}`);
}
