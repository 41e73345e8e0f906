import { compliant, defineRule, insufficientData, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'sagemaker-hyperpod-node-recovery',
  revision: 1,
  title: 'HyperPod cluster must recover nodes automatically',
  rationale:
    'A faulty accelerator stops the whole training run. Where HyperPod does not reboot or replace it, every other node ' +
    'stands idle, and is paid for, until a person has seen to it.',
  severity: 'LOW',
  // How a run survives a fault is its owner's choice.
  profile: 'advisory',
  resourceType: 'AWS::SageMaker::Cluster',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.14',
      'iso27001_2022:A.8.6',
      'iso42001_2023:A.4.5',
      'nist_800_53_r5:CP-10',
      'nist_800_53_r5:SC-36',
      'nist_800_53_r5:SC-5',
      'nist_ai_rmf_1_0:MANAGE 2.3',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:A1.2',
    ],
  },
  guidance:
    'Set NodeRecovery: Automatic with UpdateCluster, and see to it that jobs write checkpoints to shared storage: ' +
    'what is on a node is lost when it is replaced.',
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateCluster.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-resiliency.html',
  ],
  examples: {
    compliant: [{ name: 'automatic', properties: { NodeRecovery: 'Automatic' } }],
    nonCompliant: [{ name: 'left to people', properties: { NodeRecovery: 'None' } }],
  },

  evaluate({ properties: { NodeRecovery } }) {
    if (NodeRecovery === 'Automatic') return compliant;
    if (NodeRecovery === undefined) {
      return insufficientData('NodeRecovery is not set, and AWS documents no default');
    }
    return nonCompliant({ path: 'NodeRecovery', expected: 'Automatic', actual: NodeRecovery });
  },
});
