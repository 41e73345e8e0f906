import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::Cluster',
  handlerActions: ['sagemaker:DescribeCluster', 'sagemaker:ListTags'],
  identifier: (ref) => arnOf(ref, 'sagemaker', `cluster/${ref.id.toLowerCase()}`),
  arn: arnUnder('ClusterArn'),
  status: 'ClusterStatus',
  createdAt: 'CreationTime',
});
