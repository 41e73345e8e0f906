import { arnOf } from '../../arn.ts';
import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Bedrock::ApplicationInferenceProfile',
  handlerActions: ['bedrock:GetInferenceProfile', 'bedrock:ListTagsForResource'],
  unread: { ModelSource: WRITE_ONLY },
  identifier: (ref) => arnOf(ref, 'bedrock', `application-inference-profile/${ref.id}`),
  arn: arnUnder('InferenceProfileArn'),
  status: 'Status',
  createdAt: 'CreatedAt',
});
