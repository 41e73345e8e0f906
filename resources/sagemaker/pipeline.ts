import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::Pipeline',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:pipeline/${PipelineName}',
  idFrom: firstSegmentAfter('sagemaker', 'pipeline/'),
  names: ['PipelineName'],
  references: [{ path: 'RoleArn', type: 'AWS::IAM::Role' }],
});
