import { cloudControlLister, nameInArn } from '../_cloud-control.ts';

export default cloudControlLister({
  type: 'AWS::SageMaker::MonitoringSchedule',
  handlerActions: ['sagemaker:ListMonitoringSchedules'],
  named: ([arn = '']) => ({ id: nameInArn(arn, 'monitoring-schedule/'), arn }),
});
