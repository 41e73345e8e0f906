import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::ModelCard',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:model-card/${ModelCardName}',
  idFrom: firstSegmentAfter('sagemaker', 'model-card/'),
  names: ['ModelCardName'],
  references: [{ path: 'SecurityConfig.KmsKeyId', type: 'AWS::KMS::Key' }],
});
