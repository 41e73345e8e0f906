import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'sagemaker-notebook-direct-internet-access',
  revision: 1,
  title: 'Notebook instance must not have direct internet access',
  rationale:
    'With direct internet access a notebook reaches any host past every control of your network: training data ' +
    'can leave, and unreviewed code can come in.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-02':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured',
      'iso27001_2022:A.8.1': 'prowler sagemaker_notebook_instance_without_direct_internet_access_configured',
      'nist_800_53_r5:AC-17':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_17_b)',
      'nist_800_53_r5:AC-17(1)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_17_1)',
      'nist_800_53_r5:AC-17(10)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_17_10)',
      'nist_800_53_r5:AC-17(4)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_17_4_a)',
      'nist_800_53_r5:AC-17(9)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_17_9)',
      'nist_800_53_r5:AC-2(6)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_2_6)',
      'nist_800_53_r5:AC-21': 'security-hub SageMaker.1 related requirements',
      'nist_800_53_r5:AC-3':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_3)',
      'nist_800_53_r5:AC-3(7)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_3_7)',
      'nist_800_53_r5:AC-4': 'security-hub SageMaker.1 related requirements',
      'nist_800_53_r5:AC-4(21)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_4_21)',
      'nist_800_53_r5:AC-6':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (ac_6)',
      'nist_800_53_r5:MP-2':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (mp_2)',
      'nist_800_53_r5:SC-25':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_25)',
      'nist_800_53_r5:SC-7':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_c)',
      'nist_800_53_r5:SC-7(11)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_11)',
      'nist_800_53_r5:SC-7(12)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_12)',
      'nist_800_53_r5:SC-7(16)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_16)',
      'nist_800_53_r5:SC-7(2)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_2)',
      'nist_800_53_r5:SC-7(20)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_20)',
      'nist_800_53_r5:SC-7(21)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_21)',
      'nist_800_53_r5:SC-7(24)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_24_b)',
      'nist_800_53_r5:SC-7(25)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_25)',
      'nist_800_53_r5:SC-7(26)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_26)',
      'nist_800_53_r5:SC-7(27)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_27)',
      'nist_800_53_r5:SC-7(28)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_28)',
      'nist_800_53_r5:SC-7(3)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_3)',
      'nist_800_53_r5:SC-7(4)': 'security-hub SageMaker.1 related requirements',
      'nist_800_53_r5:SC-7(7)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_7)',
      'nist_800_53_r5:SC-7(9)':
        'prowler sagemaker_notebook_instance_without_direct_internet_access_configured (sc_7_9_a)',
      'owasp_llm_2025:LLM03:2025': 'sample-aiml-security-assessment OWASP page (SM-01)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.12',
      'iso27001_2022:A.8.20',
      'iso27001_2022:A.8.22',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0019',
      'nist_800_53_r5:SC-7(5)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Recreate the notebook instance with DirectInternetAccess: Disabled and a SubnetId whose routes and endpoints ' +
    'you control; stop the present one until then.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-additional-considerations.html'],
  examples: {
    compliant: [{ name: 'direct internet access is off', properties: { DirectInternetAccess: 'Disabled' } }],
    nonCompliant: [
      { name: 'direct internet access is on', properties: { DirectInternetAccess: 'Enabled' } },
      { name: 'nothing is said, and the default is Enabled', properties: {} },
    ],
  },

  evaluate({ properties: { DirectInternetAccess } }) {
    return DirectInternetAccess === 'Disabled'
      ? compliant
      : nonCompliant({
          path: 'DirectInternetAccess',
          expected: 'Disabled',
          actual: DirectInternetAccess ?? null,
        });
  },
});
