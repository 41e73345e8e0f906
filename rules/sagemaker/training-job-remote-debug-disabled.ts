import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

const debug = (EnableRemoteDebug: boolean) => ({ RemoteDebugConfig: { EnableRemoteDebug } });

export default defineRule({
  id: 'sagemaker-training-job-remote-debug-disabled',
  revision: 1,
  title: 'Training job remote debug must be off',
  rationale:
    'Through remote debugging whoever may start a Systems Manager session has a shell as root in the container, with ' +
    'the training data and the role’s credentials at hand, and past the network that the job was shut off from.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::TrainingJob',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.9',
      'iso42001_2023:A.4.5',
      'nist_800_53_r5:CM-6',
      'nist_800_53_r5:CM-7',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance:
    'Start training jobs without RemoteDebugConfig; switch it off in one that runs with UpdateTrainingJob and ' +
    'EnableRemoteDebug: false. Deny CreateTrainingJob with sagemaker:EnableRemoteDebug true in IAM.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-remote-debugging.html'],
  examples: {
    compliant: [
      { name: 'off', properties: debug(false) },
      { name: 'nothing is said, and the default is off', properties: {} },
    ],
    nonCompliant: [{ name: 'on', properties: debug(true) }],
  },

  evaluate({ properties: { RemoteDebugConfig } }) {
    return RemoteDebugConfig?.EnableRemoteDebug
      ? nonCompliant({ path: 'RemoteDebugConfig.EnableRemoteDebug', expected: false, actual: true })
      : compliant;
  },
});
