import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::Pipeline',
  handlerActions: ['sagemaker:ListPipelines'],
  named: ([id = ''], where) => ({ arn: arnIn(where, 'sagemaker', `pipeline/${id.toLowerCase()}`) }),
});
