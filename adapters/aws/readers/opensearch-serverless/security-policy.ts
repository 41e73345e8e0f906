import { cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::OpenSearchServerless::SecurityPolicy',
  handlerActions: ['aoss:GetSecurityPolicy'],
  identifier: (ref) => compound(ref, 'Name', ['Type', 'Name']),
});
