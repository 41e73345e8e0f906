import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

export default defineRule({
  id: 'sagemaker-notebook-root-access',
  revision: 1,
  title: 'Notebook users must not have root access',
  rationale:
    'As root, whoever opens the notebook can switch off what watches and confines it, and install anything; a ' +
    'stolen session then owns the whole instance.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-02': 'prowler sagemaker_notebook_instance_root_access_disabled',
      'nist_800_53_r5:AC-2(1)': 'security-hub SageMaker.3 related requirements',
      'nist_800_53_r5:AC-3(15)': 'security-hub SageMaker.3 related requirements',
      'nist_800_53_r5:AC-3(7)': 'security-hub SageMaker.3 related requirements',
      'nist_800_53_r5:AC-6': 'security-hub SageMaker.3 related requirements',
      'nist_800_53_r5:AC-6(10)': 'security-hub SageMaker.3 related requirements',
      'nist_800_53_r5:AC-6(2)': 'security-hub SageMaker.3 related requirements',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.15',
      'iso27001_2022:A.5.18',
      'iso27001_2022:A.8.2',
      'iso27001_2022:A.8.3',
      'iso27701_2019:6.6.2.1',
      'iso42001_2023:A.3.2',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0019',
      'mitre_atlas:AML.M0026',
      'nist_800_53_r5:AC-2',
      'nist_800_53_r5:AC-3',
      'nist_ai_rmf_1_0:GOVERN 2.1',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM06:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.3',
    ],
  },
  guidance:
    'Stop the notebook instance, set RootAccess: Disabled with UpdateNotebookInstance and start it again; ' +
    'lifecycle configurations go on running as root.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html'],
  examples: {
    compliant: [{ name: 'root access is off', properties: { RootAccess: 'Disabled' } }],
    nonCompliant: [
      { name: 'root access is on', properties: { RootAccess: 'Enabled' } },
      { name: 'nothing is said, and the default is Enabled', properties: {} },
    ],
  },

  evaluate({ properties: { RootAccess } }) {
    return exactly({ path: 'RootAccess', expected: 'Disabled', actual: RootAccess });
  },
});
