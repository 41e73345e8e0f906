import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

export default defineRule({
  id: 'sagemaker-training-job-network-isolation',
  revision: 1,
  title: 'Training job must enable network isolation',
  rationale:
    'A training container that can open connections can send the training data, and its role’s credentials, to ' +
    'whoever wrote the container or one of its packages.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::SageMaker::TrainingJob',
  controls: {
    published: {
      'aws_ai_security_framework:AISF-ML-03': 'prowler sagemaker_training_jobs_network_isolation_enabled',
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
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC6.6',
    ],
  },
  guidance:
    'Start training jobs with EnableNetworkIsolation: true, with all packages in the image; deny CreateTrainingJob ' +
    'without sagemaker:NetworkIsolation in IAM.',
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
