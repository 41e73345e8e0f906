import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/monitoring-schedule-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const job = (cluster: JsonObject, MonitoringOutputConfig: JsonObject) => ({
  MonitoringScheduleConfig: {
    MonitoringJobDefinition: {
      MonitoringResources: { ClusterConfig: { InstanceType: 'ml.m5.large', ...cluster } },
      MonitoringOutputConfig,
    },
  },
});

const JOB = 'MonitoringScheduleConfig.MonitoringJobDefinition';
const NO_VOLUME_KEY = {
  path: `${JOB}.MonitoringResources.ClusterConfig.VolumeKmsKeyId`,
  expected: 'a KMS key',
  actual: null,
};
const NO_OUTPUT_KEY = {
  path: `${JOB}.MonitoringOutputConfig.KmsKeyId`,
  expected: 'a KMS key',
  actual: null,
};
const key = 'alias/monitoring';

testRule(rule, {
  COMPLIANT: {
    'both have keys': { properties: job({ VolumeKmsKeyId: key }, { KmsKeyId: key }) },
    'local storage takes no key': {
      properties: job({ InstanceType: 'ml.g5.xlarge' }, { KmsKeyId: key }),
    },
    'the instance type does not matter where both have keys': {
      properties: job(
        { InstanceType: unknown('parameter X has no default'), VolumeKmsKeyId: key },
        { KmsKeyId: key },
      ),
    },
    'a key for local storage is a key': {
      properties: job({ InstanceType: 'ml.g5.xlarge', VolumeKmsKeyId: key }, { KmsKeyId: key }),
    },
  },
  NON_COMPLIANT: {
    'neither has': { properties: job({}, {}), observations: [NO_VOLUME_KEY, NO_OUTPUT_KEY] },
    'the volume has none': { properties: job({}, { KmsKeyId: key }), observations: [NO_VOLUME_KEY] },
    'the output has none': { properties: job({ VolumeKmsKeyId: key }, {}), observations: [NO_OUTPUT_KEY] },
    'local storage says nothing of the output': {
      properties: job({ InstanceType: 'ml.g5.xlarge' }, {}),
      observations: [NO_OUTPUT_KEY],
    },
    'nothing is said': {
      properties: {
        MonitoringScheduleConfig: {
          MonitoringJobDefinition: { RoleArn: 'arn:aws:iam::111122223333:role/Monitor' },
        },
      },
      observations: [NO_VOLUME_KEY, NO_OUTPUT_KEY],
    },
    'no cluster': {
      properties: {
        MonitoringScheduleConfig: { MonitoringJobDefinition: { MonitoringResources: {} } },
      },
    },
  },
  NOT_APPLICABLE: {
    'a definition that is a resource of its own': {
      properties: { MonitoringScheduleConfig: { MonitoringJobDefinitionName: 'drift' } },
    },
  },
  INSUFFICIENT_DATA: {
    'an unknown instance type may be one of local storage': {
      properties: job({ InstanceType: unknown('parameter X has no default') }, { KmsKeyId: key }),
    },
    'an unknown key': {
      properties: job({ VolumeKmsKeyId: unknown('known after apply') }, { KmsKeyId: key }),
    },
  },
});
