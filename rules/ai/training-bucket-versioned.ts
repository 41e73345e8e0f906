import { defineRule, notApplicable } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

const TRAINING = 'AWS::SageMaker::TrainingJob churn';

/** Types whose buckets hold what a model is made from or looks things up in; logs and artefacts are not meant. */
const LEARNS_FROM_IT =
  /^(AWS::SageMaker::(TrainingJob|ProcessingJob|FeatureGroup)|AWS::Bedrock::(CustomModel|DataSource|KnowledgeBase)|AWS::Comprehend::|the settings)/;

export default defineRule({
  id: 'ai-training-bucket-versioned',
  revision: 1,
  title: 'Training data bucket must be versioned',
  rationale:
    'Without versions nobody can tell which data a model was trained on, and poisoned or deleted objects cannot be ' +
    'told from the originals or brought back.',
  severity: 'MEDIUM',
  peersSeverity: 'HIGH',
  profile: 'sensitive',
  resourceType: 'AWS::S3::Bucket',
  referencedBy: true,
  controls: {
    published: {
      'owasp_llm_2025:LLM04:2025': 'sample-aiml-security-assessment OWASP page (FS-21)',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 10',
      'iso27001_2022:A.5.12',
      'iso27001_2022:A.5.13',
      'iso27001_2022:A.5.9',
      'iso27701_2019:7.2.8',
      'iso42001_2023:A.7.2',
      'iso42001_2023:A.7.3',
      'iso42001_2023:A.7.4',
      'mitre_atlas:AML.M0007',
      'mitre_atlas:AML.M0025',
      'nist_800_53_r5:CM-8',
      'nist_800_53_r5:RA-2',
      'nist_800_53_r5:SI-12',
      'nist_ai_rmf_1_0:MAP 2.3',
      'nist_ai_rmf_1_0:MEASURE 2.10',
      'soc2_tsc:C1.1',
      'soc2_tsc:PI1.2',
    ],
  },
  guidance:
    'Set VersioningConfiguration.Status: Enabled, with a lifecycle rule for noncurrent versions that fits your ' +
    'retention duties.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
  examples: {
    compliant: [
      {
        name: 'versions are kept',
        properties: { VersioningConfiguration: { Status: 'Enabled' } },
        referrers: [TRAINING],
      },
    ],
    nonCompliant: [
      { name: 'versioning was never on', properties: {}, referrers: [TRAINING] },
      {
        name: 'versioning is suspended',
        properties: { VersioningConfiguration: { Status: 'Suspended' } },
        referrers: [TRAINING],
      },
    ],
  },

  evaluate({ properties }, context) {
    if (!context.referrers().some((referrer) => LEARNS_FROM_IT.test(referrer))) {
      return notApplicable('no training job, knowledge base or feature group refers to it');
    }
    const actual = properties.VersioningConfiguration?.Status;
    return exactly({ path: 'VersioningConfiguration.Status', expected: 'Enabled', actual });
  },
});
