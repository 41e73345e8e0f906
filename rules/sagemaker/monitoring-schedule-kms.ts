import { all, compliant, defineRule, type Verdict } from '../../engine/rule.ts';
import { type InlineJob, JOB, ofInlineJob } from '../_families/inline-monitoring-job.ts';
import { hasLocalStorage } from '../_families/local-storage.ts';
import { namesKey } from '../_families/named-key.ts';

const job = (cluster: Record<string, string>, MonitoringOutputConfig: Record<string, string>) => ({
  MonitoringScheduleConfig: {
    MonitoringJobDefinition: {
      MonitoringResources: { ClusterConfig: { InstanceType: 'ml.m5.large', ...cluster } },
      MonitoringOutputConfig,
    },
  },
});

export default defineRule({
  id: 'sagemaker-monitoring-schedule-kms',
  revision: 1,
  title: 'Monitoring schedule volume and output must use KMS keys',
  rationale:
    'The volume holds captured requests and answers, the output what the job made of them. Without keys you neither decide ' +
    'who can read them nor see when they are decrypted, and you cannot revoke it.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::MonitoringSchedule',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-28',
      'nist_800_53_r5:SC-28(1)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Set ClusterConfig.VolumeKmsKeyId (not on instance types with local NVMe storage, which refuse it) and ' +
    'MonitoringOutputConfig.KmsKeyId with UpdateMonitoringSchedule, and say all else of the configuration again.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringClusterConfig.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringOutputConfig.html',
  ],
  examples: {
    compliant: [
      {
        name: 'both have keys',
        properties: job({ VolumeKmsKeyId: 'alias/volume' }, { KmsKeyId: 'alias/out' }),
      },
      {
        name: 'local NVMe storage refuses a key, the output has one',
        properties: job({ InstanceType: 'ml.g5.xlarge' }, { KmsKeyId: 'alias/out' }),
      },
    ],
    nonCompliant: [
      { name: 'no key for the output', properties: job({ VolumeKmsKeyId: 'alias/volume' }, {}) },
      { name: 'no key for the volume', properties: job({}, { KmsKeyId: 'alias/out' }) },
    ],
  },

  evaluate({ properties }) {
    return ofInlineJob(properties, (definition) => all([() => volume(definition), () => output(definition)]));
  },
});

function volume({ MonitoringResources }: InlineJob): Verdict {
  const cluster = MonitoringResources?.ClusterConfig;
  const path = `${JOB}.MonitoringResources.ClusterConfig.VolumeKmsKeyId`;
  const named = namesKey({ path, key: cluster?.VolumeKmsKeyId });
  if (named.status === 'COMPLIANT' || !hasLocalStorage(cluster?.InstanceType)) return named;
  // It is encrypted by a module of its own.
  return compliant;
}

const output = ({ MonitoringOutputConfig }: InlineJob): Verdict =>
  namesKey({ path: `${JOB}.MonitoringOutputConfig.KmsKeyId`, key: MonitoringOutputConfig?.KmsKeyId });
