import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::QBusiness::Application',
  handlerActions: ['qbusiness:GetApplication', 'qbusiness:ListTagsForResource'],
  unread: { IdentityCenterInstanceArn: WRITE_ONLY },
  identifier: ({ id }) => id,
  arn: arnUnder('ApplicationArn'),
  status: 'Status',
  createdAt: 'CreatedAt',
});
