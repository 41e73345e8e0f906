import {
  CreateMonitoringScheduleCommand,
  type CreateMonitoringScheduleRequest,
  SageMakerClient,
  StopMonitoringScheduleCommand,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import type { DoorCase, Planned } from './door.ts';

const type = 'AWS::SageMaker::MonitoringSchedule';

const STATUS_ONLY_LIVE = { 'sagemaker-monitoring-schedule-not-stopped': 'whether it runs' };
const cannotKnow = { json: STATUS_ONLY_LIVE, yaml: STATUS_ONLY_LIVE, plan: STATUS_ONLY_LIVE };

const job = {
  MonitoringInputs: [{ EndpointInput: { EndpointName: 'chat', LocalPath: '/opt/ml/processing/input' } }],
  MonitoringAppSpecification: { ImageUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/monitor:1' },
  RoleArn: 'arn:aws:iam::111122223333:role/Monitor',
};
const cluster = { InstanceType: 'ml.m5.large' as const, InstanceCount: 2, VolumeSizeInGB: 20 };
const MonitoringOutputs = [
  { S3Output: { S3Uri: 's3://monitoring/chat', LocalPath: '/opt/ml/processing/output' } },
];
const ScheduleConfig = { ScheduleExpression: 'cron(0 * ? * * *)' };

const open = {
  MonitoringScheduleName: 'chat-quality',
  MonitoringScheduleConfig: {
    ScheduleConfig,
    MonitoringJobDefinition: {
      ...job,
      MonitoringResources: { ClusterConfig: cluster },
      MonitoringOutputConfig: { MonitoringOutputs },
    },
  },
} satisfies CreateMonitoringScheduleRequest;

const kept = {
  MonitoringScheduleName: 'chat-quality',
  MonitoringScheduleConfig: {
    ScheduleConfig,
    MonitoringJobDefinition: {
      ...job,
      MonitoringResources: { ClusterConfig: { ...cluster, VolumeKmsKeyId: 'alias/volume' } },
      MonitoringOutputConfig: { MonitoringOutputs, KmsKeyId: 'alias/reports' },
      NetworkConfig: { EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true },
    },
  },
} satisfies CreateMonitoringScheduleRequest;

const created = ({ door }: EmulatedAws, schedule: CreateMonitoringScheduleRequest) =>
  door.client(SageMakerClient).send(new CreateMonitoringScheduleCommand(schedule));

const planned = (isKept: boolean): readonly [Planned] => [
  {
    address: 'aws_sagemaker_monitoring_schedule.chat',
    after: {
      name: 'chat-quality',
      monitoring_schedule_config: [
        {
          schedule_config: [{ schedule_expression: ScheduleConfig.ScheduleExpression }],
          monitoring_job_definition: [
            {
              role_arn: job.RoleArn,
              monitoring_resources: [
                {
                  cluster_config: [
                    {
                      instance_type: cluster.InstanceType,
                      instance_count: cluster.InstanceCount,
                      volume_kms_key_id: isKept ? 'alias/volume' : null,
                    },
                  ],
                },
              ],
              monitoring_output_config: [{ kms_key_id: isKept ? 'alias/reports' : null }],
              network_config: isKept
                ? [{ enable_network_isolation: true, enable_inter_container_traffic_encryption: true }]
                : [],
            },
          ],
        },
      ],
    },
  },
];

export const monitoringCases: readonly DoorCase[] = [
  {
    name: 'a schedule of isolated, encrypted jobs',
    type,
    async make(emulated) {
      await created(emulated, kept);
    },
    template: { Judged: { Type: type, Properties: kept } },
    plan: planned(true),
    verdicts: {
      'sagemaker-monitoring-schedule-intercontainer-encryption': 'COMPLIANT',
      'sagemaker-monitoring-schedule-kms': 'COMPLIANT',
      'sagemaker-monitoring-schedule-network-isolation': 'COMPLIANT',
      'sagemaker-monitoring-schedule-not-stopped': 'COMPLIANT',
    },
    cannotKnow,
  },
  {
    name: 'a schedule of open jobs that somebody stopped',
    type,
    async make(emulated) {
      await created(emulated, open);
      const { MonitoringScheduleName } = open;
      await emulated.door
        .client(SageMakerClient)
        .send(new StopMonitoringScheduleCommand({ MonitoringScheduleName }));
    },
    template: { Judged: { Type: type, Properties: open } },
    plan: planned(false),
    verdicts: {
      'sagemaker-monitoring-schedule-intercontainer-encryption': 'NON_COMPLIANT',
      'sagemaker-monitoring-schedule-kms': 'NON_COMPLIANT',
      'sagemaker-monitoring-schedule-network-isolation': 'NON_COMPLIANT',
      'sagemaker-monitoring-schedule-not-stopped': 'NON_COMPLIANT',
    },
    cannotKnow,
  },
];
