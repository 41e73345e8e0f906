import { compliant, defineRule, insufficientData, nonCompliant, notApplicable } from '../../engine/rule.ts';

const MODEL = 'AWS::SageMaker::Model classifier';

export default defineRule({
  id: 'ai-ecr-scan-on-push',
  revision: 1,
  title: 'ECR repository that holds model images must be scanned',
  rationale:
    'A model server is an image full of native libraries that parse what strangers send. Unscanned, its known holes ' +
    'are known to everybody else.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::ECR::Repository',
  referencedBy: true,
  controls: {
    published: {
      'owasp_llm_2025:LLM03:2025': 'sample-aiml-security-assessment OWASP page (FS-16)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.8',
      'iso42001_2023:A.4.4',
      'iso42001_2023:A.6.2.4',
      'mitre_atlas:AML.M0016',
      'nist_800_53_r5:RA-5',
      'nist_800_53_r5:SI-2',
      'nist_ai_rmf_1_0:MANAGE 3.2',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'soc2_tsc:CC7.1',
    ],
  },
  guidance:
    'Set ImageScanningConfiguration.ScanOnPush: true, or enhanced scanning for the registry ' +
    '(PutRegistryScanningConfiguration) with a filter that covers the repository.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html'],
  examples: {
    compliant: [
      { name: 'the registry scans it', properties: { ScanFrequency: 'CONTINUOUS_SCAN' }, referrers: [MODEL] },
      {
        name: 'the repository scans on push',
        properties: { ImageScanningConfiguration: { ScanOnPush: true } },
        referrers: [MODEL],
      },
    ],
    nonCompliant: [
      {
        name: 'neither the repository nor the registry scans it',
        properties: { ScanFrequency: 'MANUAL', ImageScanningConfiguration: { ScanOnPush: false } },
        referrers: [MODEL],
      },
    ],
  },

  evaluate({ properties }, context) {
    if (context.referrers().length === 0) return notApplicable('no AI resource refers to it');
    if (properties.ImageScanningConfiguration?.ScanOnPush) return compliant;
    // The registry's scanning rules stand in no template, and win over the repository's setting.
    const frequency = properties.ScanFrequency;
    if (frequency === undefined) return insufficientData('ECR did not say whether the registry scans it');
    return frequency === 'MANUAL'
      ? nonCompliant({
          path: 'ScanFrequency',
          expected: ['SCAN_ON_PUSH', 'CONTINUOUS_SCAN'],
          actual: frequency,
        })
      : compliant;
  },
});
