import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::NeptuneGraph::Graph',
  handlerActions: ['neptune-graph:ListGraphs'],
  named: ([id = ''], where) => ({ arn: arnIn(where, 'neptune-graph', `graph/${id}`) }),
});
