import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::Space',
  handlerActions: ['sagemaker:ListSpaces'],
  named: ([domainId = '', id = ''], where) => ({
    id,
    arn: arnIn(where, 'sagemaker', `space/${domainId}/${id}`),
    parent: { domainId },
  }),
});
