import { compliant, defineRule, nonCompliant } from '../../engine/rule.ts';

export default defineRule({
  id: 'sagemaker-image-described',
  revision: 1,
  title: 'Image must have a description',
  rationale:
    'People choose an image by what is written on it: one that says nothing is run on trust, outdated or not meant for them.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Image',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 11',
      'eu_ai_act_2024_1689:Art. 26',
      'eu_ai_act_2024_1689:Art. 49',
      'iso27001_2022:A.5.12',
      'iso27001_2022:A.5.9',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.4.2',
      'iso42001_2023:A.4.3',
      'iso42001_2023:A.4.5',
      'mitre_atlas:AML.M0023',
      'nist_800_53_r5:CM-8',
      'nist_800_53_r5:PM-5',
      'nist_ai_rmf_1_0:GOVERN 1.6',
      'owasp_llm_2025:LLM03:2025',
      'soc2_tsc:CC3.2',
      'soc2_tsc:CC6.1',
    ],
  },
  guidance: 'Write what the image is for, and whose it is, with UpdateImage (Description).',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateImage.html'],
  examples: {
    compliant: [{ name: 'described', properties: { ImageDescription: 'PyTorch 2 for the churn models' } }],
    nonCompliant: [
      { name: 'no description', properties: {} },
      { name: 'an empty description', properties: { ImageDescription: ' ' } },
    ],
  },

  evaluate({ properties: { ImageDescription } }) {
    if (ImageDescription?.trim()) return compliant;
    return nonCompliant({
      path: 'ImageDescription',
      expected: 'what the image is for',
      actual: ImageDescription ?? null,
    });
  },
});
