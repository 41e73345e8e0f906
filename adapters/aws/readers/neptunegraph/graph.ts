import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::NeptuneGraph::Graph',
  handlerActions: ['neptune-graph:GetGraph', 'neptune-graph:ListTagsForResource'],
  identifier: ({ id }) => id,
  arn: arnUnder('GraphArn'),
});
