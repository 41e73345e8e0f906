import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::ProcessingJob',
  handlerActions: ['sagemaker:ListProcessingJobs'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'processing-job/'), arn }),
});
