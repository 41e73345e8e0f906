import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::ModelCard',
  handlerActions: ['sagemaker:ListModelCards'],
  named: ([id = ''], where) => ({ arn: arnIn(where, 'sagemaker', `model-card/${id.toLowerCase()}`) }),
});
