import { compliant, defineRule } from '../../engine/rule.ts';
import { namesKey } from '../_families/named-key.ts';

const sharing = (settings: Record<string, string>) => ({
  DefaultUserSettings: { SharingSettings: settings },
});

export default defineRule({
  id: 'sagemaker-domain-notebook-output-sharing',
  revision: 1,
  title: 'Studio notebook output sharing must be disabled or encrypted',
  rationale:
    'A shared notebook takes its cell output along: rows of training data, keys that somebody printed. Without a key of ' +
    'yours, whoever reads the bucket reads them, and you can neither see it nor end it.',
  severity: 'MEDIUM',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Domain',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.12',
      'iso27701_2019:7.4.1',
      'iso42001_2023:A.7.2',
      'mitre_atlas:AML.M0005',
      'nist_800_53_r5:AC-4',
      'nist_800_53_r5:SC-7(10)',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'owasp_llm_2025:LLM02:2025',
      'soc2_tsc:C1.1',
      'soc2_tsc:CC6.7',
    ],
  },
  guidance:
    'Name a key in DefaultUserSettings.SharingSettings.S3KmsKeyId with UpdateDomain, and let the execution roles use it; or set ' +
    'NotebookOutputOption: Disabled.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SharingSettings.html'],
  examples: {
    compliant: [
      {
        name: 'output is shared under a key',
        properties: sharing({ NotebookOutputOption: 'Allowed', S3KmsKeyId: 'alias/studio' }),
      },
      { name: 'no output is shared', properties: sharing({ NotebookOutputOption: 'Disabled' }) },
      { name: 'nothing is said, and the default is Disabled', properties: {} },
    ],
    nonCompliant: [
      { name: 'output is shared without a key', properties: sharing({ NotebookOutputOption: 'Allowed' }) },
    ],
  },

  evaluate({ properties: { DefaultUserSettings: defaults } }) {
    const settings = defaults?.SharingSettings;
    if (settings?.NotebookOutputOption !== 'Allowed') return compliant;
    return namesKey({ path: 'DefaultUserSettings.SharingSettings.S3KmsKeyId', key: settings.S3KmsKeyId });
  },
});
