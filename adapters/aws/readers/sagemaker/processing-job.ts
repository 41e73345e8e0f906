import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::ProcessingJob',
  handlerActions: ['sagemaker:DescribeProcessingJob', 'sagemaker:ListTags'],
  identifier: (ref) => arnOf(ref, 'sagemaker', `processing-job/${ref.id.toLowerCase()}`),
  id: 'ProcessingJobName',
  arn: arnUnder('ProcessingJobArn'),
  createdAt: 'CreationTime',
});
