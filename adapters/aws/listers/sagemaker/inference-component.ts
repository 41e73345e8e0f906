import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::InferenceComponent',
  handlerActions: ['sagemaker:ListInferenceComponents'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'inference-component/'), arn }),
});
