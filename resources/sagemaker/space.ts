import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::SageMaker::Space',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:space/${DomainId}/${SpaceName}',
  names: ['SpaceName'],
  references: [{ path: 'DomainId', type: 'AWS::SageMaker::Domain' }],
  terraform: [{ type: 'aws_sagemaker_space', properties: {} }],
});
