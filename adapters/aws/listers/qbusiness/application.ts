import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::QBusiness::Application',
  handlerActions: ['qbusiness:ListApplications'],
  named: ([id], where) => ({ arn: arnIn(where, 'qbusiness', `application/${id}`) }),
});
