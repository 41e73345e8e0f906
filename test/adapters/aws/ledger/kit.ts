import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ledgerState } from '../../../../adapters/aws/ledger/state.ts';
import { type ArchiveBucket, s3Store } from '../../../../adapters/aws/ledger/store.ts';
import { emulatedAws, REGION } from '../kit.ts';

export const BUCKET = 'assay-evidence';
export const TABLE = 'ledger';

/** An account with an archive's bucket, keys and table. */
export async function ledgerAccount() {
  const { aws, door, world } = emulatedAws();
  const s3 = door.client(S3Client);
  const kms = door.client(KMSClient);
  const makeKey = async (input: CreateKeyCommandInput = {}) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? '';
  await s3.send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      ObjectLockEnabledForBucket: true,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  await door.client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'shard', AttributeType: 'S' }],
    }),
  );
  // A table takes a while to come to be.
  world.clock.advance(60_000);
  const archive: ArchiveBucket = {
    bucket: BUCKET,
    keyArn: await makeKey(),
    retention: { mode: 'COMPLIANCE', days: 400 },
  };
  return {
    aws,
    door,
    world,
    s3,
    kms,
    makeKey,
    archive,
    store: s3Store(aws, archive),
    state: ledgerState(aws, TABLE),
  };
}
