import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::IAM::RolePolicy',
  service: 'iam',
  role: 'supporting',
  references: [{ path: 'RoleName', type: 'AWS::IAM::Role' }],
  attaches: {
    to: 'AWS::IAM::Role',
    by: 'RoleName',
    as: 'Policies',
    how: 'append',
    what: ['PolicyName', 'PolicyDocument'],
  },
  terraform: [
    {
      type: 'aws_iam_role_policy',
      properties: {
        name: 'PolicyName',
        policy: 'PolicyDocument',
        role: 'RoleName',
      },
    },
  ],
});
