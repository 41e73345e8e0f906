import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::MlflowTrackingServer',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:mlflow-tracking-server/${TrackingServerName}',
  idFrom: firstSegmentAfter('sagemaker', 'mlflow-tracking-server/'),
  names: ['TrackingServerName'],
  references: [
    { path: 'RoleArn', type: 'AWS::IAM::Role' },
    { path: 'ArtifactStoreUri', type: 'AWS::S3::Bucket' },
  ],
});
