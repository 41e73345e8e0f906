import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::InferenceComponent',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:inference-component/${InferenceComponentName}',
  idFrom: firstSegmentAfter('sagemaker', 'inference-component/'),
  names: ['InferenceComponentName'],
  references: [
    { path: 'EndpointName', type: 'AWS::SageMaker::Endpoint' },
    { path: 'Specification.ModelName', type: 'AWS::SageMaker::Model' },
  ],
});
