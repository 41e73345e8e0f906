import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::Bedrock::ApplicationInferenceProfile',
  handlerActions: ['bedrock:ListInferenceProfiles'],
  models: [{ Type: 'APPLICATION' }],
  named: ([identifier = ''], where) => {
    const id = identifier.split('/').at(-1) ?? identifier;
    return { id, arn: arnIn(where, 'bedrock', `application-inference-profile/${id}`) };
  },
});
