import { arnOf } from '../../arn.ts';
import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Bedrock::Flow',
  handlerActions: ['bedrock:GetFlow', 'bedrock:ListTagsForResource'],
  keyActions: ['kms:Decrypt'],
  unread: {
    DefinitionS3Location: WRITE_ONLY,
    DefinitionString: WRITE_ONLY,
    DefinitionSubstitutions: WRITE_ONLY,
  },
  identifier: (ref) => arnOf(ref, 'bedrock', `flow/${ref.id}`),
  arn: arnUnder('Arn'),
  status: 'Status',
  createdAt: 'CreatedAt',
});
