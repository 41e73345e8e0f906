import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::IAM::Policy',
  service: 'iam',
  role: 'supporting',
  references: [{ path: 'Roles[]', type: 'AWS::IAM::Role' }],
  attaches: {
    to: 'AWS::IAM::Role',
    by: 'Roles[]',
    as: 'Policies',
    how: 'append',
    what: ['PolicyName', 'PolicyDocument'],
  },
});
