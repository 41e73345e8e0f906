import { defineRule } from '../../engine/rule.ts';
import { hasSubnets } from '../_families/subnets.ts';

export default defineRule({
  id: 'sagemaker-model-in-vpc',
  revision: 1,
  title: 'Hosted model must have a VPC configuration',
  rationale:
    'Outside a VPC of yours the container reaches data and the internet by a network that you neither restrict ' +
    'nor log, and cannot reach what you keep private.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Model',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-01': 'prowler sagemaker_models_vpc_settings_configured',
      'iso27001_2022:A.8.20': 'prowler sagemaker_models_vpc_settings_configured',
      'iso27001_2022:A.8.21': 'prowler sagemaker_models_vpc_settings_configured',
      'iso27001_2022:A.8.22': 'prowler sagemaker_models_vpc_settings_configured',
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
    'Create the model anew with VpcConfig.Subnets and VpcConfig.SecurityGroupIds, then an endpoint configuration ' +
    'that names it, and call UpdateEndpoint.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html'],
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
