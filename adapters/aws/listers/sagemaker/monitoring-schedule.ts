import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::SageMaker::MonitoringSchedule',
  action: 'sagemaker:ListMonitoringSchedules',
  async open(aws, { region }) {
    const { ListMonitoringSchedulesCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
    const client = aws.client(SageMakerClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListMonitoringSchedulesCommand({ NextToken, MaxResults: 100 }));
      const rows = page.MonitoringScheduleSummaries?.map((row) => ({
        id: row.MonitoringScheduleName,
        arn: row.MonitoringScheduleArn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});
