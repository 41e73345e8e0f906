import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::MlflowTrackingServer',
  handlerActions: ['sagemaker:ListMlflowTrackingServers'],
  named: ([id = ''], where) => ({
    arn: arnIn(where, 'sagemaker', `mlflow-tracking-server/${id.toLowerCase()}`),
  }),
});
