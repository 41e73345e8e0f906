import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::Comprehend::DocumentClassifier',
  handlerActions: ['comprehend:ListDocumentClassifiers'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'document-classifier/'), arn }),
});
