import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::Bedrock::Prompt',
  handlerActions: ['bedrock:ListPrompts'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'prompt/'), arn }),
});
