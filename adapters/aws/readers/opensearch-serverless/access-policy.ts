import { cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::OpenSearchServerless::AccessPolicy',
  handlerActions: ['aoss:GetAccessPolicy'],
  identifier: (ref) => compound(ref, 'Name', ['Type', 'Name']),
});
