import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::Kendra::Index',
  handlerActions: ['kendra:ListIndices'],
  named: ([id], where) => ({ arn: arnIn(where, 'kendra', `index/${id}`) }),
});
