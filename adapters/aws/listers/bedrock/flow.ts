import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::Bedrock::Flow',
  handlerActions: ['bedrock:ListFlows'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'flow/'), arn }),
});
