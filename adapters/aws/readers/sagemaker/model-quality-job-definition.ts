import { arnOf } from '../../arn.ts';
import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::ModelQualityJobDefinition',
  handlerActions: ['sagemaker:DescribeModelQualityJobDefinition', 'sagemaker:ListTags'],
  unread: { EndpointName: WRITE_ONLY },
  identifier: (ref) => arnOf(ref, 'sagemaker', `model-quality-job-definition/${ref.id.toLowerCase()}`),
  id: 'JobDefinitionName',
  arn: arnUnder('JobDefinitionArn'),
  createdAt: 'CreationTime',
});
