import {
  compliant,
  defineRule,
  insufficientData,
  nonCompliant,
  notApplicable,
  type PropertiesOf,
} from '../../engine/rule.ts';

type Resources = PropertiesOf<'AWS::SageMaker::TrainingJob'>['ResourceConfig'];

export default defineRule({
  id: 'sagemaker-training-job-intercontainer-encryption',
  revision: 2,
  title: 'Distributed training job must encrypt inter-container traffic',
  rationale:
    'The instances of a distributed job exchange gradients and weights, from which training data can be ' +
    'reconstructed; by default they do so in the clear.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::TrainingJob',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-INFRA-06':
        'prowler sagemaker_training_jobs_intercontainer_encryption_enabled',
      'aws_ai_security_framework:AISF-ML-03':
        'prowler sagemaker_training_jobs_intercontainer_encryption_enabled',
      'iso27001_2022:A.8.11': 'prowler sagemaker_training_jobs_intercontainer_encryption_enabled',
      'iso27001_2022:A.8.24': 'prowler sagemaker_training_jobs_intercontainer_encryption_enabled',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.14',
      'iso27701_2019:6.7.1.1',
      'iso27701_2019:7.4.9',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-8',
      'nist_800_53_r5:SC-8(1)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.7',
    ],
  },
  guidance: 'Start jobs of more than one instance with EnableInterContainerTrafficEncryption: true.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html'],
  examples: {
    compliant: [
      {
        name: 'two instances, encrypted',
        properties: { EnableInterContainerTrafficEncryption: true, ResourceConfig: { InstanceCount: 2 } },
      },
    ],
    nonCompliant: [
      {
        name: 'two instances, and the default is false',
        properties: { ResourceConfig: { InstanceCount: 2 } },
      },
      {
        name: 'two groups of one instance',
        properties: {
          EnableInterContainerTrafficEncryption: false,
          ResourceConfig: { InstanceGroups: [{ InstanceCount: 1 }, { InstanceCount: 1 }] },
        },
      },
    ],
  },

  evaluate({ properties }) {
    const { EnableInterContainerTrafficEncryption: encrypted } = properties;
    if (encrypted) return compliant;
    const count = instances(properties.ResourceConfig);
    if (count === undefined) return insufficientData('the number of instances is not known');
    if (count <= 1) return notApplicable('a single instance has nobody to talk to');
    return nonCompliant({
      path: 'EnableInterContainerTrafficEncryption',
      expected: true,
      actual: encrypted ?? null,
    });
  },
});

/** A heterogeneous cluster counts its instances by group; an unknown group makes the sum unknown. */
function instances({ InstanceCount, InstanceGroups }: NonNullable<Resources> = {}): number | undefined {
  if (!InstanceGroups?.length) return InstanceCount;
  return InstanceGroups.reduce<number | undefined>(
    (sum, group) =>
      sum === undefined || group.InstanceCount === undefined ? undefined : sum + group.InstanceCount,
    0,
  );
}
