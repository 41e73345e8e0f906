import { defineResource } from '../definition.ts';
import type { TypeShape } from '../shape.ts';

/** Terraform only: CloudFormation has no such type. */
export const serviceSpecificCredentialShape = {
  members: { UserName: 'string', ServiceName: 'string', Status: 'string' },
} as const satisfies TypeShape;

export default defineResource({
  type: 'AWS::IAM::ServiceSpecificCredential',
  service: 'iam',
  role: 'supporting',
  ours: true,
  shape: serviceSpecificCredentialShape,
  references: [{ path: 'UserName', type: 'AWS::IAM::User' }],
  attaches: {
    to: 'AWS::IAM::User',
    by: 'UserName',
    as: 'ServiceSpecificCredentials',
    how: 'append',
    what: ['ServiceName', 'Status'],
  },
  terraform: [{ type: 'aws_iam_service_specific_credential', properties: {} }],
});
