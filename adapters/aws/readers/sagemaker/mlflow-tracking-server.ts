import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::MlflowTrackingServer',
  handlerActions: ['sagemaker:DescribeMlflowTrackingServer', 'sagemaker:ListTags'],
  identifier: ({ id }) => id,
  arn: arnUnder('TrackingServerArn'),
});
