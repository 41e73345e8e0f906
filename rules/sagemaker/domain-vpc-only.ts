import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

export default defineRule({
  id: 'sagemaker-domain-vpc-only',
  revision: 1,
  title: 'Studio domain must use VPC-only network access',
  rationale:
    'With PublicInternetOnly every Studio app reaches the internet through a network that SageMaker owns: training ' +
    'data can leave past every control of yours, and unreviewed code can come in.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::Domain',
  controls: {
    published: {
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
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7',
      'nist_800_53_r5:SC-7(5)',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Give the VPC the endpoints that Studio needs, delete the running apps, then set AppNetworkAccessType: VpcOnly ' +
    'with UpdateDomain.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html'],
  examples: {
    compliant: [{ name: 'all traffic stays in the VPC', properties: { AppNetworkAccessType: 'VpcOnly' } }],
    nonCompliant: [
      { name: 'apps reach the internet', properties: { AppNetworkAccessType: 'PublicInternetOnly' } },
      { name: 'nothing is said, and the default is PublicInternetOnly', properties: {} },
    ],
  },

  evaluate({ properties: { AppNetworkAccessType } }) {
    return exactly({ path: 'AppNetworkAccessType', expected: 'VpcOnly', actual: AppNetworkAccessType });
  },
});
