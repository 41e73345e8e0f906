import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::ModelCard',
  handlerActions: ['sagemaker:DescribeModelCard', 'sagemaker:ListTags'],
  keyActions: ['kms:Decrypt'],
  identifier: ({ id }) => id,
  arn: arnUnder('ModelCardArn'),
  createdAt: 'CreationTime',
});
