import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::Cluster',
  handlerActions: ['sagemaker:ListClusters'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'cluster/'), arn }),
});
