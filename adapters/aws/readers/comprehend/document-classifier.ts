import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Comprehend::DocumentClassifier',
  handlerActions: [
    'comprehend:DescribeDocumentClassifier',
    'comprehend:DescribeResourcePolicy',
    'comprehend:ListTagsForResource',
  ],
  identifier: (ref) => arnOf(ref, 'comprehend', `document-classifier/${ref.id}`),
  arn: arnUnder('Arn'),
});
