import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::ModelQualityJobDefinition',
  handlerActions: ['sagemaker:ListModelQualityJobDefinitions'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'model-quality-job-definition/'), arn }),
});
