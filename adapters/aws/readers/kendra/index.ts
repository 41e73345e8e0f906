import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Kendra::Index',
  handlerActions: ['kendra:DescribeIndex', 'kendra:ListTagsForResource'],
  identifier: ({ id }) => id,
  arn: arnUnder('Arn'),
});
