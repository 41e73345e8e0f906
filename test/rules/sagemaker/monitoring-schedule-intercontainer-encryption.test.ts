import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/monitoring-schedule-intercontainer-encryption.ts';
import { testRule } from '../../support/judge-rule.ts';

const job = (MonitoringJobDefinition: JsonObject) => ({
  MonitoringScheduleConfig: { MonitoringJobDefinition },
});

testRule(rule, {
  COMPLIANT: {
    'switched on': { properties: job({ NetworkConfig: { EnableInterContainerTrafficEncryption: true } }) },
  },
  NON_COMPLIANT: {
    'switched off': {
      properties: job({ NetworkConfig: { EnableInterContainerTrafficEncryption: false } }),
      observations: [
        {
          path: 'MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.EnableInterContainerTrafficEncryption',
          expected: true,
          actual: false,
        },
      ],
    },
    'the other switch is another matter': {
      properties: job({ NetworkConfig: { EnableNetworkIsolation: true } }),
      observations: [{ actual: null }],
    },
    'no network configuration': { properties: job({ RoleArn: 'arn:aws:iam::111122223333:role/Monitor' }) },
  },
  NOT_APPLICABLE: {
    'no configuration': { properties: {} },
    'a definition that is a resource of its own': {
      properties: { MonitoringScheduleConfig: { MonitoringJobDefinitionName: 'drift' } },
      because: 'the schedule runs a job definition that is judged by itself',
    },
  },
  INSUFFICIENT_DATA: {
    unknown: {
      properties: job({
        NetworkConfig: { EnableInterContainerTrafficEncryption: unknown('parameter X has no default') },
      }),
    },
    'an unknown configuration': { properties: { MonitoringScheduleConfig: unknown('known after apply') } },
  },
});
