import { arnOf } from '../../arn.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::SageMaker::MonitoringSchedule',
  handlerActions: ['sagemaker:DescribeMonitoringSchedule', 'sagemaker:ListTags'],
  identifier: (ref) => arnOf(ref, 'sagemaker', `monitoring-schedule/${ref.id.toLowerCase()}`),
  id: 'MonitoringScheduleName',
  arn: arnUnder('MonitoringScheduleArn'),
  createdAt: 'CreationTime',
});
