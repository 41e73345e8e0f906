import type {
  AssociateKmsKeyCommandInput,
  DescribeLogGroupsCommandInput,
  DisassociateKmsKeyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { GetBucketEncryptionCommandInput, PutBucketEncryptionCommandInput } from '@aws-sdk/client-s3';
import type { Json, JsonObject } from '../../resources/resource.ts';
import {
  type Ask,
  answers,
  apiCall,
  type Change,
  change,
  defineRemediation,
  draft,
  refuse,
  type Step,
} from '../remediation.ts';
import { getLogging } from './_invocation-logging.ts';

export default defineRemediation({
  id: 'bedrock-invocation-logs-kms-cmk',
  title: 'Encrypt what invocations are logged to with your own key',
  resourceType: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  repairs: ['bedrock-invocation-logs-encrypted-cmk'],
  risk: 'disruptive',
  breaks:
    'The key’s policy must let bedrock.amazonaws.com, and for a log group logs.amazonaws.com, use the key: without, Bedrock ' +
    'delivers no more logs. Whoever writes to the bucket, or reads what comes in from now on, needs the key too. What is ' +
    'there already stays as it is encrypted.',
  permissions: [
    'bedrock:GetModelInvocationLoggingConfiguration',
    'logs:AssociateKmsKey',
    'logs:DescribeLogGroups',
    'logs:DisassociateKmsKey',
    's3:GetEncryptionConfiguration',
    's3:PutEncryptionConfiguration',
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
  ],

  async read(_ref, ask) {
    const { loggingConfig } = await ask(getLogging());
    const names = namesIn(Object(loggingConfig));
    const buckets = [names['S3Config'], names['CloudWatchConfig.LargeDataDeliveryS3Config']];
    return {
      names,
      buckets: await gathered(buckets, (bucket) => rulesOf(bucket, ask)),
      logGroups: await gathered([names['CloudWatchConfig']], (group) => keyOf(group, ask)),
    };
  },

  plan({ before, observations, options: { kmsKeyArn } }) {
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    const changes: Change[] = [];
    const steps = new Map<string, Step>();
    for (const { path } of observations) {
      const [place = ''] = path.split(' → ');
      const name = Reflect.get(Object(before['names']), place.replace(/\.\w+$/, ''));
      const isGroup = place.endsWith('LogGroupName');
      const known: Json | undefined = Reflect.get(Object(before[isGroup ? 'logGroups' : 'buckets']), name);
      if (known === undefined)
        return refuse(`${place} names another one by now, or what it names is not there`);
      const encrypted = isGroup ? group(name, known, kmsKeyArn) : bucket(name, known, kmsKeyArn);
      changes.push(change(`${place} → ${encrypted.member}`, encrypted.before, encrypted.after));
      // Two paths may name one bucket.
      steps.set(`${isGroup} ${name}`, encrypted.step);
    }
    const [first, ...others] = steps.values();
    return first ? draft(changes, [first, ...others]) : refuse('the finding names no destination');
  },
});

/** Where each destination stands in the configuration → its name. */
function namesIn({ s3Config, cloudWatchConfig }: JsonObject): JsonObject {
  const { logGroupName, largeDataDeliveryS3Config } = Object(cloudWatchConfig);
  return {
    S3Config: Object(s3Config).bucketName,
    CloudWatchConfig: logGroupName,
    'CloudWatchConfig.LargeDataDeliveryS3Config': Object(largeDataDeliveryS3Config).bucketName,
  };
}

async function gathered(
  names: readonly (Json | undefined)[],
  ask: (name: string) => Promise<Json | undefined>,
): Promise<JsonObject> {
  const found: [string, Json | undefined][] = [];
  for (const name of new Set(names)) if (typeof name === 'string') found.push([name, await ask(name)]);
  return Object.fromEntries(found);
}

interface Encrypted {
  readonly member: string;
  readonly before: Json;
  readonly after: Json;
  readonly step: Step;
}

const BY_DEFAULT = 'ApplyServerSideEncryptionByDefault';

/** A bucket has one rule, of its own or S3's. */
async function rulesOf(Bucket: string, ask: Ask): Promise<Json | undefined> {
  const { ServerSideEncryptionConfiguration } = await ask(getEncryption(Bucket));
  return Reflect.get(Object(ServerSideEncryptionConfiguration), 'Rules');
}

function bucket(name: string, rules: Json, key: string): Encrypted {
  const [rule, ...others] = Array.isArray(rules) ? rules.map(Object) : [];
  const before = rule?.[BY_DEFAULT] ?? null;
  // DSSE is KMS too, twice: only its key is another.
  const { SSEAlgorithm } = Object(before);
  const after = {
    SSEAlgorithm: SSEAlgorithm === 'aws:kms:dsse' ? SSEAlgorithm : 'aws:kms',
    KMSMasterKeyID: key,
  };
  const step = {
    ...encrypting(name, [{ ...rule, [BY_DEFAULT]: after }, ...others]),
    undo: encrypting(name, [rule, ...others]),
  };
  return { member: 'ServerSideEncryptionByDefault', before, after, step };
}

const getEncryption = (Bucket: string) =>
  apiCall<GetBucketEncryptionCommandInput>('s3', 'GetBucketEncryption', { Bucket });

const encrypting = (Bucket: string, Rules: readonly JsonObject[]) => ({
  call: apiCall<PutBucketEncryptionCommandInput>('s3', 'PutBucketEncryption', {
    Bucket,
    ServerSideEncryptionConfiguration: { Rules: [...Rules] as never },
  }),
  until: answers(getEncryption(Bucket), {
    [`ServerSideEncryptionConfiguration.Rules.0.${BY_DEFAULT}`]: [Rules[0]?.[BY_DEFAULT] ?? null],
  }),
});

/** The ARN of the log group's key, null for none; undefined where there is no such log group. */
async function keyOf(name: string, ask: Ask): Promise<Json | undefined> {
  const { logGroups } = await ask(describe(name));
  const found = (Array.isArray(logGroups) ? logGroups.map(Object) : []).find(
    ({ logGroupName }) => logGroupName === name,
  );
  return found && (found.kmsKeyId ?? null);
}

function group(logGroupName: string, before: Json, kmsKeyId: string): Encrypted {
  const until = (key: Json) => ({
    ...answers(describe(logGroupName), {}),
    includes: { logGroups: { logGroupName, kmsKeyId: key } },
  });
  const associating = (key: string) => ({
    call: apiCall<AssociateKmsKeyCommandInput>('cloudwatch-logs', 'AssociateKmsKey', {
      logGroupName,
      kmsKeyId: key,
    }),
    until: until(key),
  });
  const dissociating = {
    call: apiCall<DisassociateKmsKeyCommandInput>('cloudwatch-logs', 'DisassociateKmsKey', { logGroupName }),
    until: until(null),
  };
  const undo = typeof before === 'string' ? associating(before) : dissociating;
  return { member: 'KmsKeyId', before, after: kmsKeyId, step: { ...associating(kmsKeyId), undo } };
}

// Names that begin like it come too; its own is the first.
const describe = (logGroupNamePrefix: string) =>
  apiCall<DescribeLogGroupsCommandInput>('cloudwatch-logs', 'DescribeLogGroups', { logGroupNamePrefix });
