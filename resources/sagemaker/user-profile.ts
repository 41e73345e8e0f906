import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::SageMaker::UserProfile',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:user-profile/${DomainId}/${UserProfileName}',
  names: ['UserProfileName'],
  references: [
    { path: 'DomainId', type: 'AWS::SageMaker::Domain' },
    { path: 'UserSettings.ExecutionRole', type: 'AWS::IAM::Role' },
  ],
});
