import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::Comprehend::Flywheel',
  handlerActions: ['comprehend:ListFlywheels'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'flywheel/'), arn }),
});
