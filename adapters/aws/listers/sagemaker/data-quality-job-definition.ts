import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::DataQualityJobDefinition',
  handlerActions: ['sagemaker:ListDataQualityJobDefinitions'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'data-quality-job-definition/'), arn }),
});
