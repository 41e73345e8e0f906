import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Comprehend::Flywheel',
  handlerActions: ['comprehend:DescribeFlywheel', 'comprehend:ListTagsForResource'],
  identifier: (ref) => arnOf(ref, 'comprehend', `flywheel/${ref.id}`),
  arn: arnUnder('Arn'),
});
