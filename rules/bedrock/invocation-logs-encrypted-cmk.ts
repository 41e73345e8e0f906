import {
  all,
  defineRule,
  nonCompliant,
  notApplicable,
  type Related,
  type Verdict,
} from '../../engine/rule.ts';
import { namesCustomerKey } from '../_families/customer-key.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const encryption = (SSEAlgorithm: string, rest = {}) => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm, ...rest } }],
  },
});

export default defineRule({
  id: 'bedrock-invocation-logs-encrypted-cmk',
  revision: 1,
  title: 'Invocation log destinations must be encrypted with a customer managed key',
  rationale:
    'Invocation logs hold every prompt and answer, and so whatever people typed. With a key of your own, reading them ' +
    'needs a second right, is seen in CloudTrail, and can be ended at once.',
  severity: 'HIGH',
  profile: 'baseline',
  resourceType: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  needs: {
    bucket: { path: 'S3Config.BucketName', type: 'AWS::S3::Bucket' },
    largeDataBucket: {
      path: 'CloudWatchConfig.LargeDataDeliveryS3Config.BucketName',
      type: 'AWS::S3::Bucket',
    },
    logGroup: { path: 'CloudWatchConfig.LogGroupName', type: 'AWS::Logs::LogGroup' },
  },
  controls: {
    published: {
      'aws_ai_security_framework:AISF-AI-05': 'prowler bedrock_model_invocation_logs_encryption_enabled',
      'aws_ai_security_framework:AISF-INFRA-05': 'prowler bedrock_model_invocation_logs_encryption_enabled',
      'finos_ccc_genai:CCC.GenAI.CN05.AR01': 'prowler bedrock_model_invocation_logs_encryption_enabled',
      'iso27001_2022:A.8.11': 'prowler bedrock_model_invocation_logs_encryption_enabled',
      'iso27001_2022:A.8.15': 'prowler bedrock_model_invocation_logs_encryption_enabled',
      'iso27001_2022:A.8.24': 'prowler bedrock_model_invocation_logs_encryption_enabled',
    },
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.5.33',
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
  guidance:
    'Set the buckets’ default encryption to aws:kms with a key of your own, associate such a key with the log group, and ' +
    'let bedrock.amazonaws.com use it in the key policy.',
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  ],
  examples: {
    compliant: [
      {
        name: 'a bucket with a customer managed key',
        properties: { S3Config: { BucketName: 'prompts' } },
        related: { prompts: encryption('aws:kms', { KMSMasterKeyID: KEY }) },
      },
    ],
    nonCompliant: [
      {
        name: 'a bucket with the default encryption of S3',
        properties: { S3Config: { BucketName: 'prompts' } },
        related: { prompts: encryption('AES256') },
      },
      {
        name: 'a log group without a key',
        properties: { CloudWatchConfig: { LogGroupName: '/bedrock/prompts' } },
        related: { '/bedrock/prompts': {} },
      },
    ],
  },

  evaluate(_configuration, context) {
    return all([
      () => onBucket('S3Config.BucketName', context.related('bucket')),
      () =>
        onBucket('CloudWatchConfig.LargeDataDeliveryS3Config.BucketName', context.related('largeDataBucket')),
      () => onLogGroup('CloudWatchConfig.LogGroupName', context.related('logGroup')),
    ]);
  },
});

const OFF = notApplicable('no invocation is logged');

function onBucket(path: string, [bucket]: readonly Related<'AWS::S3::Bucket'>[]): Verdict {
  if (!bucket) return OFF;
  const at = `${path} → ServerSideEncryptionByDefault`;
  const [rule] = bucket.read().BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ServerSideEncryptionByDefault ?? {};
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
    return nonCompliant({ path: `${at}.SSEAlgorithm`, expected: 'aws:kms', actual: algorithm ?? null });
  }
  // A key that is named by its id is taken for the customer's: who manages it is a reference further.
  return namesCustomerKey({ path: `${at}.KMSMasterKeyID`, key });
}

/** CloudWatch Logs takes customer managed keys only (AssociateKmsKey). */
function onLogGroup(path: string, [logGroup]: readonly Related<'AWS::Logs::LogGroup'>[]): Verdict {
  if (!logGroup) return OFF;
  return namesCustomerKey({ path: `${path} → KmsKeyId`, key: logGroup.read().KmsKeyId });
}
