import type {
  DescribeNotebookInstanceLifecycleConfigOutput,
  NotebookInstanceLifecycleConfigSummary,
} from '@aws-sdk/client-sagemaker';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { invalid, listPage, tags } from './_shared.ts';

type LifecycleConfig = DescribeNotebookInstanceLifecycleConfigOutput & NotebookInstanceLifecycleConfigSummary;

const configs = createTable<LifecycleConfig>();

export const lifecycleConfig = {
  CreateNotebookInstanceLifecycleConfig(input, call) {
    const { NotebookInstanceLifecycleConfigName: name, Tags, ...scripts } = input;
    const arn = call.arn(`notebook-instance-lifecycle-config/${name.toLowerCase()}`);
    if (configs.get(call, name)) {
      const why = '(Details: Notebook Instance Lifecycle Config already exists.)';
      throw invalid(`Unable to create Notebook Instance Lifecycle Config ${arn}. ${why}`);
    }
    configs.put(call, name, {
      ...scripts,
      NotebookInstanceLifecycleConfigName: name,
      NotebookInstanceLifecycleConfigArn: arn,
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { NotebookInstanceLifecycleConfigArn: arn };
  },

  DescribeNotebookInstanceLifecycleConfig: (input, call) =>
    find(call, input.NotebookInstanceLifecycleConfigName),

  ListNotebookInstanceLifecycleConfigs(input, call) {
    const { page, NextToken } = listPage(configs.list(call), input, {
      name: (row) => row.NotebookInstanceLifecycleConfigName,
    });
    return { NotebookInstanceLifecycleConfigs: page, NextToken };
  },

  UpdateNotebookInstanceLifecycleConfig(input, call) {
    const config = find(call, input.NotebookInstanceLifecycleConfigName);
    const updated = { ...config, ...input, LastModifiedTime: call.now() };
    configs.put(call, input.NotebookInstanceLifecycleConfigName, updated);
    return {};
  },

  DeleteNotebookInstanceLifecycleConfig(input, call) {
    const config = find(call, input.NotebookInstanceLifecycleConfigName);
    configs.delete(call, input.NotebookInstanceLifecycleConfigName);
    tags.end(call, config.NotebookInstanceLifecycleConfigArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function find(call: Call, name: string): LifecycleConfig {
  const config = configs.get(call, name);
  if (config === undefined) {
    throw invalid(
      'Unable to describe Notebook Instance Lifecycle Config. (Details: Notebook Instance Lifecycle Config does not exist.)',
    );
  }
  return config;
}
