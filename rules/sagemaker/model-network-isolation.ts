import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

export default defineRule({
  id: 'sagemaker-model-network-isolation',
  revision: 1,
  title: 'Hosted model must enable network isolation',
  rationale:
    'A model container that can open connections can send prompts, answers and its role’s credentials to whoever ' +
    'wrote the container or the model.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Model',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-01': 'prowler sagemaker_models_network_isolation_enabled',
      'owasp_llm_2025:LLM03:2025': 'sample-aiml-security-assessment OWASP page (SM-11)',
      'owasp_llm_2025:LLM10:2025': 'sample-aiml-security-assessment OWASP page (SM-11)',
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
    'Create the model anew with EnableNetworkIsolation: true, then an endpoint configuration that names it, and ' +
    'call UpdateEndpoint.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html'],
  examples: {
    compliant: [{ name: 'isolated', properties: { EnableNetworkIsolation: true } }],
    nonCompliant: [
      { name: 'not isolated', properties: { EnableNetworkIsolation: false } },
      { name: 'nothing is said, and the default is false', properties: {} },
    ],
  },

  evaluate({ properties: { EnableNetworkIsolation } }) {
    return exactly({ path: 'EnableNetworkIsolation', expected: true, actual: EnableNetworkIsolation });
  },
});
