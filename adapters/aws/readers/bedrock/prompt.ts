import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Bedrock::Prompt',
  handlerActions: ['bedrock:GetPrompt', 'bedrock:ListTagsForResource'],
  keyActions: ['kms:Decrypt'],
  identifier: (ref) => arnOf(ref, 'bedrock', `prompt/${ref.id}`),
  arn: arnUnder('Arn'),
  createdAt: 'CreatedAt',
});
