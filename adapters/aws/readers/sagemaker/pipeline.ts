import { arnOf } from '../../arn.ts';
import { cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::Pipeline',
  handlerActions: ['sagemaker:DescribePipeline', 'sagemaker:ListTags'],
  identifier: ({ id }) => id,
  arn: (_answer, ref) => arnOf(ref, 'sagemaker', `pipeline/${ref.id.toLowerCase()}`),
});
