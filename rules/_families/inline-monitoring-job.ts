import { notApplicable, type PropertiesOf, type Verdict } from '../../engine/rule.ts';

type Schedule = PropertiesOf<'AWS::SageMaker::MonitoringSchedule'>;
type Config = NonNullable<Schedule['MonitoringScheduleConfig']>;

/** A job definition as it stands within the schedule. */
export type InlineJob = NonNullable<Config['MonitoringJobDefinition']>;

export const JOB = 'MonitoringScheduleConfig.MonitoringJobDefinition';

/** What a judge says of the job that the schedule itself defines; one that it only names is a resource of its own. */
export function ofInlineJob(
  { MonitoringScheduleConfig: config }: Schedule,
  judge: (job: InlineJob) => Verdict,
): Verdict {
  const job = config?.MonitoringJobDefinition;
  return job ? judge(job) : notApplicable('the schedule runs a job definition that is judged by itself');
}
