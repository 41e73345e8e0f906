import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation names managed policies at the role. */
export const rolePolicyAttachmentShape = {
  members: { RoleName: 'string', PolicyArn: 'string' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::IAM::RolePolicyAttachment',
  service: 'iam',
  role: 'supporting',
  ours: true,
  shape: rolePolicyAttachmentShape,
  references: [
    { path: 'RoleName', type: 'AWS::IAM::Role' },
    { path: 'PolicyArn', type: 'AWS::IAM::ManagedPolicy' },
  ],
  attaches: {
    to: 'AWS::IAM::Role',
    by: 'RoleName',
    as: 'ManagedPolicyArns',
    how: 'append',
    what: { value: 'PolicyArn' },
  },
  terraform: [
    {
      type: 'aws_iam_role_policy_attachment',
      properties: {
        role: 'RoleName',
        policy_arn: 'PolicyArn',
      },
    },
  ],
});
