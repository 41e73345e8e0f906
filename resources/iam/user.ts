import { defineResource } from '../definition.ts';
import { lastSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::IAM::User',
  service: 'iam',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:iam::${Account}:user/${UserName}',
  idFrom: lastSegmentAfter('iam', 'user/'),
  names: ['UserName'],
  references: [
    { path: 'ManagedPolicyArns[]', type: 'AWS::IAM::ManagedPolicy' },
    { path: 'PermissionsBoundary', type: 'AWS::IAM::ManagedPolicy' },
  ],
  // ListServiceSpecificCredentials: long-term keys of single services.
  readOnly: {
    ServiceSpecificCredentials: [
      {
        ServiceSpecificCredentialId: 'string',
        ServiceName: 'string',
        Status: 'string',
        CreateDate: 'string',
        ExpirationDate: 'string',
      },
    ],
  },
  // A template's new user has those keys only that are declared for it.
  declared: { ServiceSpecificCredentials: [] },
  terraform: [
    {
      type: 'aws_iam_user',
      properties: {
        name: 'UserName',
        permissions_boundary: 'PermissionsBoundary',
      },
    },
  ],
  events: [
    {
      source: 'iam.amazonaws.com',
      names: ['CreateUser'],
      change: 'create',
      arn: ['responseElements.user.arn'],
      id: ['requestParameters.userName'],
    },
    {
      source: 'iam.amazonaws.com',
      names: [
        'UpdateUser',
        'CreateServiceSpecificCredential',
        'UpdateServiceSpecificCredential',
        'ResetServiceSpecificCredential',
        'DeleteServiceSpecificCredential',
        'PutUserPolicy',
        'DeleteUserPolicy',
        'AttachUserPolicy',
        'DetachUserPolicy',
        'PutUserPermissionsBoundary',
        'DeleteUserPermissionsBoundary',
      ],
      change: 'update',
      id: ['requestParameters.userName'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['DeleteUser'],
      change: 'delete',
      id: ['requestParameters.userName'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['TagUser', 'UntagUser'],
      change: 'tag',
      id: ['requestParameters.userName'],
    },
  ],
});
