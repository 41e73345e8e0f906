import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has it in the group. */
export const modelPackageGroupPolicyShape = {
  members: { ModelPackageGroupName: 'string', ResourcePolicy: 'json' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::SageMaker::ModelPackageGroupPolicy',
  service: 'sagemaker',
  role: 'supporting',
  ours: true,
  shape: modelPackageGroupPolicyShape,
  references: [{ path: 'ModelPackageGroupName', type: 'AWS::SageMaker::ModelPackageGroup' }],
  attaches: {
    to: 'AWS::SageMaker::ModelPackageGroup',
    by: 'ModelPackageGroupName',
    as: 'ModelPackageGroupPolicy',
    how: 'set',
    what: { value: 'ResourcePolicy' },
  },
  terraform: [
    {
      type: 'aws_sagemaker_model_package_group_policy',
      properties: {},
    },
  ],
});
