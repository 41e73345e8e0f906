import { defineResource } from '../definition.ts';
import { lastSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::IAM::ManagedPolicy',
  service: 'iam',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:iam::${Account}:policy/${PolicyName}',
  arnHasPath: true,
  idFrom: lastSegmentAfter('iam', 'policy/'),
  names: ['ManagedPolicyName'],
  references: [{ path: 'Roles[]', type: 'AWS::IAM::Role' }],
  attaches: {
    to: 'AWS::IAM::Role',
    by: 'Roles[]',
    as: 'ManagedPolicyArns',
    how: 'append',
    what: 'reference',
  },
  terraform: [
    {
      type: 'aws_iam_policy',
      properties: {
        name: 'ManagedPolicyName',
        policy: 'PolicyDocument',
      },
    },
  ],
  events: [
    {
      source: 'iam.amazonaws.com',
      names: ['CreatePolicy'],
      change: 'create',
      arn: ['responseElements.policy.arn'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion'],
      change: 'update',
      arn: ['requestParameters.policyArn'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['DeletePolicy'],
      change: 'delete',
      arn: ['requestParameters.policyArn'],
    },
    {
      source: 'iam.amazonaws.com',
      names: ['TagPolicy', 'UntagPolicy'],
      change: 'tag',
      arn: ['requestParameters.policyArn'],
    },
  ],
});
