import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Rekognition::StreamProcessor',
  handlerActions: ['rekognition:DescribeStreamProcessor', 'rekognition:ListTagsForResource'],
  identifier: ({ id }) => id,
  arn: arnUnder('Arn'),
});
