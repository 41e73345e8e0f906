import type {
  DescribeMonitoringScheduleCommandInput,
  MonitoringScheduleConfig,
  UpdateMonitoringScheduleCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { Json, JsonObject } from '../../resources/resource.ts';
import {
  type ApiCall,
  type Ask,
  type Asked,
  apiCall,
  change,
  type Draft,
  draft,
  type Refusal,
  refuse,
} from '../remediation.ts';

export const describeSchedule = (MonitoringScheduleName: string): ApiCall =>
  apiCall<DescribeMonitoringScheduleCommandInput>('sagemaker', 'DescribeMonitoringSchedule', {
    MonitoringScheduleName,
  });

/** When a schedule runs or stands still, and says so of its configuration. */
export const settled = (name: string, status: 'Scheduled' | 'Stopped', expect: JsonObject = {}) => ({
  call: describeSchedule(name),
  expect: {
    MonitoringScheduleStatus: [status],
    ...Object.fromEntries(Object.entries(expect).map(([path, value]) => [path, [value ?? null]])),
  },
  never: { MonitoringScheduleStatus: ['Failed'] },
});

export async function readSchedule(name: string, ask: Ask): Promise<JsonObject> {
  const { MonitoringScheduleConfig, MonitoringScheduleStatus } = await ask(describeSchedule(name));
  return { MonitoringScheduleConfig, MonitoringScheduleStatus };
}

/** The configuration is replaced as a whole: what was observed gets this value, all else is said again. */
export function rewriting({ resource: { id }, before, observations }: Asked, value: Json): Draft | Refusal {
  const status = before['MonitoringScheduleStatus'];
  // AWS does not say whether an update starts a schedule that stands still.
  if (status !== 'Scheduled') return refuse(`the schedule is ${String(status)}; wait, or start it first`);
  const was = Object.fromEntries(observations.map(({ path }) => [path, valueAt(before, path.split('.'))]));
  const will = Object.fromEntries(observations.map(({ path }) => [path, value]));
  const after = observations.reduce((all, { path }) => withValue(all, path.split('.'), value), before);
  const turn = (configuration: JsonObject, expect: JsonObject) => ({
    call: apiCall<UpdateMonitoringScheduleCommandInput>('sagemaker', 'UpdateMonitoringSchedule', {
      MonitoringScheduleName: id,
      MonitoringScheduleConfig: configuration[
        'MonitoringScheduleConfig'
      ] as unknown as MonitoringScheduleConfig,
    }),
    until: settled(id, 'Scheduled', expect),
  });
  return draft(
    observations.map(({ path }) => change(path, was[path], value)),
    [{ ...turn(after, will), undo: turn(before, was) }],
  );
}

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  Reflect.get(Object(value), name);

const valueAt = (value: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce(memberOf, value);

function withValue(object: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...object, [name]: value };
  return { ...object, [name]: withValue(Object(object[name]), rest, value) };
}
