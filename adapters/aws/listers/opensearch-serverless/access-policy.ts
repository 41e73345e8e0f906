import { cloudControlLister } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::OpenSearchServerless::AccessPolicy',
  handlerActions: ['aoss:ListAccessPolicies'],
  models: [{ Type: 'data' }],
  named: ([type = '', id = '']) => ({ id, parent: { type } }),
});
