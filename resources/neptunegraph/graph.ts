import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::NeptuneGraph::Graph',
  service: 'neptune-graph',
  role: 'ai',
  arnPattern: 'arn:${Partition}:neptune-graph:${Region}:${Account}:graph/${GraphId}',
  idFrom: firstSegmentAfter('neptune-graph', 'graph/'),
  names: ['GraphName'],
  references: [{ path: 'KmsKeyIdentifier', type: 'AWS::KMS::Key' }],
  readOnly: { GraphId: 'string' },
});
