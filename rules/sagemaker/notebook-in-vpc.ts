import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'sagemaker-notebook-in-vpc',
  revision: 1,
  title: 'Notebook instance must be launched in a customer VPC',
  rationale:
    'Without a subnet of yours the notebook lives in a network that SageMaker owns: no security group, route, ' +
    'endpoint policy or flow log of yours sees or limits what it sends.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-02': 'prowler sagemaker_notebook_instance_vpc_settings_configured',
      'iso27001_2022:A.8.20': 'prowler sagemaker_notebook_instance_vpc_settings_configured',
      'iso27001_2022:A.8.21': 'prowler sagemaker_notebook_instance_vpc_settings_configured',
      'iso27001_2022:A.8.22': 'prowler sagemaker_notebook_instance_vpc_settings_configured',
      'nist_800_53_r5:AC-21': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:AC-3': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:AC-3(7)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:AC-4': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:AC-4(21)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:AC-6': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(11)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(16)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(20)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(21)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(3)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(4)': 'security-hub SageMaker.2 related requirements',
      'nist_800_53_r5:SC-7(9)': 'security-hub SageMaker.2 related requirements',
      'owasp_llm_2025:LLM03:2025': 'sample-aiml-security-assessment OWASP page (SM-10)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0019',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Recreate the notebook instance with SubnetId and SecurityGroupIds of a VPC that you control; they cannot be ' +
    'added later.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html'],
  examples: {
    compliant: [{ name: 'a subnet is named', properties: { SubnetId: 'subnet-0a1b2c3d4e5f67890' } }],
    nonCompliant: [{ name: 'no subnet', properties: {} }],
  },

  evaluate({ properties: { SubnetId } }) {
    return SubnetId
      ? compliant
      : nonCompliant({ path: 'SubnetId', expected: 'a subnet of your VPC', actual: SubnetId ?? null });
  },
});
