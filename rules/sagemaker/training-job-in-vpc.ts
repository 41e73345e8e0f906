import { defineRule } from '../../engine/rule.ts';
import { hasSubnets } from '../_families/subnets.ts';

export default defineRule({
  id: 'sagemaker-training-job-in-vpc',
  revision: 1,
  title: 'Training job must run in a VPC',
  rationale:
    'Training code sees all of the training data. Outside a VPC of yours nothing but the code itself decides ' +
    'where that data goes, and no flow log tells you afterwards.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::TrainingJob',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-03': 'prowler sagemaker_training_jobs_vpc_settings_configured',
      'iso27001_2022:A.8.20': 'prowler sagemaker_training_jobs_vpc_settings_configured',
      'iso27001_2022:A.8.21': 'prowler sagemaker_training_jobs_vpc_settings_configured',
      'iso27001_2022:A.8.22': 'prowler sagemaker_training_jobs_vpc_settings_configured',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Start training jobs with VpcConfig.Subnets and VpcConfig.SecurityGroupIds; a job cannot be moved once it runs. ' +
    'Deny CreateTrainingJob without sagemaker:VpcSubnets in IAM.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html'],
  examples: {
    compliant: [
      {
        name: 'subnets and a security group',
        properties: { VpcConfig: { Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] } },
      },
    ],
    nonCompliant: [
      { name: 'no VPC', properties: {} },
      { name: 'a VPC configuration without subnets', properties: { VpcConfig: { Subnets: [] } } },
    ],
  },

  evaluate({ properties: { VpcConfig } }) {
    return hasSubnets({ path: 'VpcConfig.Subnets', subnets: VpcConfig?.Subnets });
  },
});
