import { arnOf } from '../../arn.ts';
import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::InferenceComponent',
  handlerActions: ['sagemaker:DescribeInferenceComponent', 'sagemaker:ListTags'],
  unread: { DeploymentConfig: WRITE_ONLY },
  identifier: (ref) => arnOf(ref, 'sagemaker', `inference-component/${ref.id.toLowerCase()}`),
  id: 'InferenceComponentName',
  arn: arnUnder('InferenceComponentArn'),
  status: 'InferenceComponentStatus',
  createdAt: 'CreationTime',
});
