import { cloudControlLister } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::OpenSearchServerless::SecurityPolicy',
  handlerActions: ['aoss:ListSecurityPolicies'],
  models: [{ Type: 'encryption' }, { Type: 'network' }],
  named: ([type = '', id = '']) => ({ id, parent: { type } }),
});
