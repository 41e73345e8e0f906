import type { Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { invalid } from './_shared.ts';
import { findGroup } from './model-package.ts';

const policies = createTable<string>();

export const modelPackageGroupPolicy = {
  PutModelPackageGroupPolicy(input, call) {
    const { ModelPackageGroupArn = '' } = findGroup(call, input.ModelPackageGroupName);
    policies.put(call, ModelPackageGroupArn, input.ResourcePolicy);
    return { ModelPackageGroupArn };
  },

  GetModelPackageGroupPolicy(input, call) {
    const { ModelPackageGroupArn = '' } = findGroup(call, input.ModelPackageGroupName);
    const ResourcePolicy = policies.get(call, ModelPackageGroupArn);
    if (ResourcePolicy === undefined) {
      throw invalid(`Cannot find resource policy for: ${ModelPackageGroupArn}`);
    }
    return { ResourcePolicy };
  },

  DeleteModelPackageGroupPolicy(input, call) {
    const { ModelPackageGroupArn = '' } = findGroup(call, input.ModelPackageGroupName);
    policies.delete(call, ModelPackageGroupArn);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;
