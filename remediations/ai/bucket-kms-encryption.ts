import type {
  GetBucketEncryptionCommandInput,
  PutBucketEncryptionCommandInput,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

const RULES = 'ServerSideEncryptionConfiguration.Rules';
const BY_DEFAULT = 'ApplyServerSideEncryptionByDefault';

export default defineRemediation({
  id: 'ai-bucket-kms-encryption',
  title: 'Encrypt new objects of the bucket with your own key',
  resourceType: 'AWS::S3::Bucket',
  repairs: ['ai-bucket-kms-encryption'],
  // Objects are written and read tomorrow as well as today.
  risk: 'disruptive',
  breaks:
    'Who writes to the bucket needs kms:GenerateDataKey, and who reads what is new kms:Decrypt: without, they are denied. ' +
    'Objects that are there stay as they are, and are to be copied onto themselves. KMS charges for each use of the key.',
  permissions: ['s3:GetEncryptionConfiguration', 's3:PutEncryptionConfiguration'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html'],

  async read({ id }, ask) {
    const { ServerSideEncryptionConfiguration } = await ask(get(id));
    return { ServerSideEncryptionConfiguration };
  },

  plan({ resource: { id }, before, options: { kmsKeyArn } }) {
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    const rules = rulesIn(before['ServerSideEncryptionConfiguration']);
    const [rule, ...others] = rules;
    if (rule === undefined || others.length > 0)
      return refuse(`S3 told of ${rules.length} rules, and not of one`);
    const was = (rule[BY_DEFAULT] ?? {}) as JsonObject;
    // Double encryption stays what it is; only its key is another.
    const SSEAlgorithm = was['SSEAlgorithm'] === 'aws:kms:dsse' ? 'aws:kms:dsse' : 'aws:kms';
    const after = { ...rule, [BY_DEFAULT]: { ...was, SSEAlgorithm, KMSMasterKeyID: kmsKeyArn } };
    const path = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';
    return draft(
      [
        change(`${path}.SSEAlgorithm`, was['SSEAlgorithm'], SSEAlgorithm),
        change(`${path}.KMSMasterKeyID`, was['KMSMasterKeyID'], kmsKeyArn),
      ],
      [{ ...putting(id, after), undo: putting(id, rule) }],
    );
  },
});

const rulesIn = (configuration: Json | undefined): readonly JsonObject[] => {
  const rules: unknown = Reflect.get(Object(configuration), 'Rules');
  return Array.isArray(rules) ? rules : [];
};

const get = (Bucket: string) =>
  apiCall<GetBucketEncryptionCommandInput>('s3', 'GetBucketEncryption', { Bucket });

const putting = (Bucket: string, rule: JsonObject) => ({
  call: apiCall<PutBucketEncryptionCommandInput>('s3', 'PutBucketEncryption', {
    Bucket,
    ServerSideEncryptionConfiguration: { Rules: [rule as ServerSideEncryptionRule] },
  }),
  until: answers(get(Bucket), {
    [`${RULES}.0.${BY_DEFAULT}`]: [rule[BY_DEFAULT] ?? null],
  }),
});
