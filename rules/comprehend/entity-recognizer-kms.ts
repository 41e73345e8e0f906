import { all, defineRule } from '../../engine/rule.ts';
import { namesKey } from '../_families/named-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export default defineRule({
  id: 'comprehend-entity-recognizer-kms',
  revision: 1,
  title: 'Entity recognizer model and volume must use KMS keys',
  rationale:
    'A recognizer is trained on texts that name people and contracts, and keeps some of them. With a key that you name, ' +
    'who may read the model and its training volume is yours to decide.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::Comprehend::EntityRecognizer',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
      'iso27001_2022:A.8.24',
      'iso27701_2019:6.7.1.1',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.6.2.5',
      'mitre_atlas:AML.M0005',
      'mitre_atlas:AML.M0012',
      'nist_800_53_r5:SC-12',
      'nist_800_53_r5:SC-13',
      'nist_800_53_r5:SC-28',
      'nist_800_53_r5:SC-28(1)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance: 'Train the recognizer anew with ModelKmsKeyId and VolumeKmsKeyId; they cannot be changed later.',
  references: ['https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html'],
  examples: {
    compliant: [{ name: 'both keys', properties: { ModelKmsKeyId: KEY, VolumeKmsKeyId: KEY } }],
    nonCompliant: [
      { name: 'no keys', properties: {} },
      { name: 'no key for the volume', properties: { ModelKmsKeyId: KEY } },
    ],
  },

  evaluate({ properties }) {
    return all([
      () => namesKey({ path: 'ModelKmsKeyId', key: properties.ModelKmsKeyId }),
      () => namesKey({ path: 'VolumeKmsKeyId', key: properties.VolumeKmsKeyId }),
    ]);
  },
});
