import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::UserProfile',
  handlerActions: ['sagemaker:ListUserProfiles'],
  named: ([id = '', domainId = ''], where) => ({
    id,
    arn: arnIn(where, 'sagemaker', `user-profile/${domainId}/${id}`),
    parent: { domainId },
  }),
});
