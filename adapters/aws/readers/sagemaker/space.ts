import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::Space',
  handlerActions: ['sagemaker:DescribeSpace', 'sagemaker:ListTags'],
  unread: { SpaceSettings: WRITE_ONLY },
  identifier: (ref) => compound(ref, 'SpaceName', ['DomainId', 'SpaceName']),
  arn: arnUnder('SpaceArn'),
});
