import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::ModelExplainabilityJobDefinition',
  handlerActions: ['sagemaker:ListModelExplainabilityJobDefinitions'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'model-explainability-job-definition/'), arn }),
});
