import { compliant, defineRule, nonCompliant, notApplicable } from '../../engine/rule.ts';

const MODEL = 'AWS::SageMaker::NotebookInstance research';

export default defineRule({
  id: 'ai-kms-key-rotation',
  revision: 1,
  title: 'KMS key used by AI resources must rotate',
  rationale:
    'Key material that never changes encrypts all models and data that ever were; who got hold of it once reads all ' +
    'of it for good.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::KMS::Key',
  referencedBy: true,
  controls: {
    published: {
      'aws_ai_security_framework:AISF-INFRA-07': 'prowler kms_cmk_rotation_enabled',
      'iso27001_2022:A.8.11': 'prowler kms_cmk_rotation_enabled',
      'iso27001_2022:A.8.24': 'prowler kms_cmk_rotation_enabled',
      'iso27001_2022:A.8.5': 'prowler kms_cmk_rotation_enabled',
      'nist_800_53_r5:CM-6': 'prowler kms_cmk_rotation_enabled (cm_6_a)',
      'nist_800_53_r5:CM-9': 'prowler kms_cmk_rotation_enabled (cm_9_b)',
      'nist_800_53_r5:SA-9(6)': 'prowler kms_cmk_rotation_enabled (sa_9_6)',
      'nist_800_53_r5:SC-12': 'prowler kms_cmk_rotation_enabled (sc_12)',
      'nist_800_53_r5:SC-12(2)': 'prowler kms_cmk_rotation_enabled (sc_12_2)',
      'nist_800_53_r5:SC-12(6)': 'prowler kms_cmk_rotation_enabled (sc_12_6)',
      'soc2_tsc:PI1.5': 'prowler kms_cmk_rotation_enabled (pi_1_5)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12(1)',
      'nist_800_53_r5:SC-28',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance:
    'Set EnableKeyRotation: true; KMS keeps the former material, so that nothing has to be re-encrypted.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
  examples: {
    compliant: [
      {
        name: 'rotation is on',
        properties: { EnableKeyRotation: true, KeyManager: 'CUSTOMER' },
        referrers: [MODEL],
      },
    ],
    nonCompliant: [
      {
        name: 'rotation is off',
        properties: { EnableKeyRotation: false, KeyManager: 'CUSTOMER' },
        referrers: [MODEL],
      },
      {
        name: 'nothing is said, and the default is off',
        properties: { KeyManager: 'CUSTOMER' },
        referrers: [MODEL],
      },
    ],
  },

  evaluate({ properties }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    const { EnableKeyRotation: rotates = false } = properties;
    if (rotates) return compliant;
    if (properties.KeyManager === 'AWS') return notApplicable('AWS manages the key, and rotates it');
    // Asymmetric and HMAC keys, imported material and custom key stores have no automatic rotation.
    const { KeySpec = 'SYMMETRIC_DEFAULT', Origin = 'AWS_KMS' } = properties;
    if (KeySpec !== 'SYMMETRIC_DEFAULT' || Origin !== 'AWS_KMS') {
      return notApplicable(`KMS does not rotate keys of KeySpec ${KeySpec} and Origin ${Origin}`);
    }
    return nonCompliant({ path: 'EnableKeyRotation', expected: true, actual: rotates });
  },
});
