import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::Rekognition::StreamProcessor',
  handlerActions: ['rekognition:ListStreamProcessors'],
  named: ([id = ''], where) => ({ arn: arnIn(where, 'rekognition', `streamprocessor/${id}`) }),
});
