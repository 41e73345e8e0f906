import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::ModelBiasJobDefinition',
  handlerActions: ['sagemaker:ListModelBiasJobDefinitions'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'model-bias-job-definition/'), arn }),
});
