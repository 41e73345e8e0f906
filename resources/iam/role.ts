import { defineResource } from '../definition.ts';
import { lastSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::IAM::Role',
  service: 'iam',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:iam::${Account}:role/${RoleName}',
  arnHasPath: true,
  idFrom: lastSegmentAfter('iam', 'role/'),
  names: ['RoleName'],
  references: [
    { path: 'ManagedPolicyArns[]', type: 'AWS::IAM::ManagedPolicy' },
    { path: 'PermissionsBoundary', type: 'AWS::IAM::ManagedPolicy' },
  ],
  terraform: [
    {
      type: 'aws_iam_role',
      properties: {
        name: 'RoleName',
        assume_role_policy: 'AssumeRolePolicyDocument',
        'inline_policy[].name': 'Policies[].PolicyName',
        'inline_policy[].policy': 'Policies[].PolicyDocument',
        managed_policy_arns: 'ManagedPolicyArns',
        permissions_boundary: 'PermissionsBoundary',
        max_session_duration: 'MaxSessionDuration',
      },
      computed: ['managed_policy_arns'],
    },
  ],
  events: [
    {
      source: 'iam.amazonaws.com',
      names: ['CreateRole'],
      change: 'create',
      arn: ['responseElements.role.arn'],
      id: ['requestParameters.roleName'],
    },
    {
      source: 'iam.amazonaws.com',
      names: [
        'UpdateRole',
        'UpdateRoleDescription',
        'UpdateAssumeRolePolicy',
        'PutRolePolicy',
        'DeleteRolePolicy',
        'AttachRolePolicy',
        'DetachRolePolicy',
        'PutRolePermissionsBoundary',
        'DeleteRolePermissionsBoundary',
      ],
      change: 'update',
      id: ['requestParameters.roleName'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['DeleteRole'],
      change: 'delete',
      id: ['requestParameters.roleName'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['TagRole', 'UntagRole'],
      change: 'tag',
      id: ['requestParameters.roleName'],
    },
  ],
});
