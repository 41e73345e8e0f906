import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation names managed policies at the role. It attaches one policy to many. */
export const policyAttachmentShape = {
  members: { RoleNames: ['string'], PolicyArn: 'string' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::IAM::PolicyAttachment',
  service: 'iam',
  role: 'supporting',
  ours: true,
  shape: policyAttachmentShape,
  attaches: {
    to: 'AWS::IAM::Role',
    by: 'RoleNames[]',
    as: 'ManagedPolicyArns',
    how: 'append',
    what: { value: 'PolicyArn' },
  },
  terraform: [{ type: 'aws_iam_policy_attachment', properties: { roles: 'RoleNames' } }],
});
