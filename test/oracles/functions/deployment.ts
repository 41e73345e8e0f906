import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createKeys, createQueues, createTables, type Deployed } from '../../../cli/demo/deployment.ts';
import type { Emulated } from '../../../emulator/index.ts';
import { ACCOUNT, REGION } from '../../adapters/aws/kit.ts';

/** What the stacks make, as far as events, findings and evidence go, in an AWS over HTTP. */
export type OverHttp = Omit<Deployed, 'door' | 'postureTable'> & {
  readonly archiveKey: string;
};

export const POSTURE_TABLE = 'assay-posture';

/** Tables, queues and keys are those of the demo, so that one definition is tried on the emulator and here. */
export async function deployOver(door: Emulated): Promise<OverHttp> {
  await createTables(door.client(DynamoDBClient));
  const queues = await createQueues(door.client(SQSClient));
  const keys = await createKeys(door.client(KMSClient));
  const bucket = `assay-evidence-${ACCOUNT}-${REGION}`;
  await door.client(S3Client).send(
    new CreateBucketCommand({
      Bucket: bucket,
      ObjectLockEnabledForBucket: true,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  await door.client(SecurityHubClient).send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  const env = {
    ACCOUNT_ID: ACCOUNT,
    POSTURE_TABLE,
    LEDGER_TABLE: 'assay-ledger',
    INVENTORY_QUEUE_URL: queues.inventory.url,
    EVIDENCE_QUEUE_URL: queues['evidence.fifo'].url,
    // What moto says of every sender.
    EVIDENCE_SENDERS: 'AIDAIT2UOQQY3AUEKVGXU',
    UNPUBLISHED_QUEUE_URL: queues.unpublished.url,
    ARCHIVE_BUCKET: bucket,
    ARCHIVE_ACCOUNT: ACCOUNT,
    ARCHIVE_KEY_ARN: keys.archive,
    SEAL_KEY_ARN: keys.seal,
    HASH_KEY_ARN: keys.hash,
    RETENTION_MODE: 'GOVERNANCE',
    RETENTION_DAYS: '365',
    FINDINGS_BUS: 'default',
    TRAIL_BUCKET: '-',
    TRAIL_PREFIX: 'AWSLogs/',
    TRAIL_REGION: REGION,
    MEMBER_READ_ROLE: '-',
    MEMBER_PUBLISH_ROLE: '-',
    MEMBER_EXTERNAL_ID: '-',
  };
  return { queues, bucket, archiveKey: keys.archive, publicKeyPem: keys.publicKeyPem, env };
}
