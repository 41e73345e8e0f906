import { arnUnder, cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::UserProfile',
  handlerActions: [
    'identitystore:DescribeUser',
    'sagemaker:DescribeUserProfile',
    'sagemaker:ListTags',
    'sso:DescribeInstance',
  ],
  identifier: (ref) => compound(ref, 'UserProfileName', ['UserProfileName', 'DomainId']),
  arn: arnUnder('UserProfileArn'),
});
