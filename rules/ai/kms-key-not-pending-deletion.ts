import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

const referrers = ['AWS::SageMaker::NotebookInstance research'];

export default defineRule({
  id: 'ai-kms-key-not-pending-deletion',
  revision: 1,
  title: 'KMS key used by AI resources must not be disabled or pending deletion',
  rationale:
    'Without its key nothing that was encrypted can be read: endpoints do not start, agents and indexes stop, and once ' +
    'the key is deleted, models and data are lost for good.',
  severity: 'CRITICAL',
  profile: 'sensitive',
  resourceType: 'AWS::KMS::Key',
  referencedBy: true,
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_800_53_r5:SC-12(1)',
      'nist_800_53_r5:SC-28',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Cancel the deletion (CancelKeyDeletion) and enable the key (EnableKey), or move what it encrypts to another key ' +
    'first; alarm on ScheduleKeyDeletion and DisableKey.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
  ],
  examples: {
    compliant: [
      { name: 'the key is enabled', properties: { Enabled: true }, referrers },
      { name: 'nothing is said, and a key is enabled by default', properties: {}, referrers },
    ],
    nonCompliant: [
      { name: 'the key is disabled, or is to be deleted', properties: { Enabled: false }, referrers },
    ],
  },

  evaluate({ properties: { Enabled: enabled = true } }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    // False in every state in which KMS does not encrypt with it: disabled, pending deletion, without its material.
    return enabled ? compliant : nonCompliant({ path: 'Enabled', expected: true, actual: enabled });
  },
});
