import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { SQSRecord } from 'aws-lambda';
import { createAws } from '../../adapters/aws/aws.ts';
import { kmsSigner } from '../../adapters/aws/ledger/signer.ts';
import { s3Source } from '../../adapters/aws/ledger/source.ts';
import { ledgerState } from '../../adapters/aws/ledger/state.ts';
import { s3Store } from '../../adapters/aws/ledger/store.ts';
import { EVIDENCE_SCHEMA } from '../../adapters/aws/queue.ts';
import { definitionOf, judgeFor } from '../../cli/house.ts';
import { emulate } from '../../emulator/plugin.ts';
import { createWorld } from '../../emulator/world.ts';
import { sha256 } from '../../engine/canonical.ts';
import { shardName } from '../../engine/evidence/layout.ts';
import { createLedger } from '../../engine/evidence/ledger.ts';
import type { LedgerTools } from '../../engine/evidence/ledger-run.ts';
import { type EvaluationRecord, evaluationRecord } from '../../engine/evidence/record.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import { storeBatch } from '../../functions/_ledger/batch.ts';
import type { LedgerPorts } from '../../functions/_ledger/ports.ts';
import { packDigest } from '../../rules/index.ts';
import type { Bar } from './report.ts';
import { mixedResources } from './workload.ts';

const REGION = 'eu-central-1';
const SHARD = { account: '111122223333', region: REGION };
const BUCKET = 'assay-evidence';
const TABLE = 'ledger';
const RECORDS_A_SECOND = 2000;
/** As many as Lambda takes from a FIFO queue at once; half of what evaluations of a full batch bring. */
const BATCH = { messages: 10, records: 50 };
const BATCHES = 40;
const RECORDS = BATCHES * BATCH.messages * BATCH.records;

/** What each call takes in a Region, on the slow side, in milliseconds. */
const LATENCY = { table: 10, put: 60, sign: 25 };

/**
 * Batches of the evidence queue, all of one shard, as the function stores and seals them. Its own work is counted in
 * processor time, which a busy machine does not stretch; what it waits for, call by call.
 */
export async function* benchSeal(): AsyncGenerator<Bar> {
  const { seconds, waited, growth, heaps, counts } = await measured();
  const atMost = RECORDS / RECORDS_A_SECOND;
  const rate = (time: number) => `${Math.round(RECORDS / time)} a second; ${counts}`;
  const what = `${RECORDS} records of one shard, stored and sealed (${RECORDS_A_SECOND} a second)`;
  yield { what, value: seconds, unit: 's', atMost, detail: rate(seconds) };
  const { table, put, sign } = LATENCY;
  yield {
    what: `the same, if a put takes ${put} ms, the table ${table} ms, a signature ${sign} ms`,
    value: seconds + waited,
    unit: 's',
    atMost,
    detail: rate(seconds + waited),
  };
  const memory = 'heap after all of them against a tenth';
  yield { what: memory, value: growth, unit: 'times', atMost: 1.2, detail: heaps };
}

async function measured() {
  const { ports, waits, advance, verify } = await openArchive();
  let [seconds, early] = [0, 0];
  for (let batch = 1; batch <= BATCHES; batch += 1) {
    const messages = messagesOf(batch, ports.home.now());
    const began = process.cpuUsage();
    const failed = await storeBatch(messages, ports);
    const { user, system } = process.cpuUsage(began);
    seconds += (user + system) / 1e6;
    if (failed.size > 0) throw new Error(`${failed.size} messages of batch ${batch} were not stored`);
    advance((BATCH.messages * BATCH.records * 1000) / RECORDS_A_SECOND);
    if (batch === BATCHES / 10) early = heap();
  }
  const [late, waited] = [heap(), waits.milliseconds / 1000];
  const { status, counts } = await verify();
  if (status !== 'proven' || counts.records !== RECORDS) {
    throw new Error(`the archive is ${status}, with ${counts.records} of ${RECORDS} records`);
  }
  return {
    seconds,
    waited,
    growth: late / early,
    heaps: `${early.toFixed(1)} and ${late.toFixed(1)} MB`,
    counts: `${counts.segments} segments of ${RECORDS / BATCHES} records, ${counts.seals} seals`,
  };
}

async function openArchive() {
  const waits = { milliseconds: 0 };
  const world = createWorld();
  const { config, install, client } = emulate(world, { region: REGION });
  const aws = createAws({ region: REGION, config, install, now: world.clock.now });
  const keys = await makeKeys(client(KMSClient));
  await makeStores(client(S3Client), client(DynamoDBClient));
  world.clock.advance(60_000);
  const state = ledgerState(aws, TABLE);
  const retention = { mode: 'GOVERNANCE', days: 365 } as const;
  const tools: LedgerTools = {
    table: state,
    store: s3Store(aws, { bucket: BUCKET, keyArn: keys.archive, retention }),
    signer: kmsSigner(aws, keys.seal),
    packDigest,
    clock: aws.now,
  };
  const ledger = createLedger(counted(tools, waits));
  const ports: LedgerPorts = {
    home: aws,
    homeShard: SHARD,
    ledger,
    state,
    senders: new Set(['AROAEXAMPLEEXAMPLE123']),
    hasten: async () => {},
  };
  return {
    ports,
    waits,
    advance: world.clock.advance,
    async verify() {
      world.clock.advance(60 * 60_000);
      await ledger.seal(SHARD);
      const { publicKeyPem } = await tools.signer();
      return verifyArchive(s3Source(aws, { bucket: BUCKET }), { publicKeyPem });
    },
  };
}

async function makeKeys(kms: KMSClient) {
  const make = async (input: CreateKeyCommandInput = {}) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? '';
  return {
    archive: await make(),
    seal: await make({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  };
}

async function makeStores(s3: S3Client, dynamodb: DynamoDBClient): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(
    new CreateBucketCommand({ Bucket: BUCKET, ObjectLockEnabledForBucket: true, CreateBucketConfiguration }),
  );
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'shard', AttributeType: 'S' }],
    }),
  );
}

/** The same, counting what its calls would take. */
function counted(tools: LedgerTools, waits: { milliseconds: number }): LedgerTools {
  const after = <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
    waits.milliseconds += milliseconds;
    return work();
  };
  return {
    ...tools,
    table: {
      load: (shard) => after(LATENCY.table, () => tools.table.load(shard)),
      save: (entry) => after(LATENCY.table, () => tools.table.save(entry)),
      heads: () => after(LATENCY.table, () => tools.table.heads()),
    },
    store: {
      ...tools.store,
      put: (key, bytes) => after(LATENCY.put, () => tools.store.put(key, bytes)),
      read: (key) => after(LATENCY.put, () => tools.store.read(key)),
    },
    async signer() {
      const signer = await tools.signer();
      return { ...signer, sign: (bytes) => after(LATENCY.sign, () => signer.sign(bytes)) };
    },
  };
}

/** As the queue hands them over. */
function messagesOf(batch: number, now: Date): SQSRecord[] {
  return Array.from({ length: BATCH.messages }, (_, index): SQSRecord => {
    const first = (batch * BATCH.messages + index) * BATCH.records;
    const records = Array.from({ length: BATCH.records }, (__, offset) => judgedRecord(first + offset, now));
    return {
      messageId: `message-${batch}-${index}`,
      receiptHandle: '',
      body: JSON.stringify({ schema: EVIDENCE_SCHEMA, shard: SHARD, records }),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'evaluate-change',
        ApproximateFirstReceiveTimestamp: '0',
        MessageGroupId: shardName(SHARD),
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${REGION}:${SHARD.account}:evidence.fifo`,
      awsRegion: REGION,
    };
  });
}

const JUDGED = judgedRecords(BATCH.messages * BATCH.records);

/** One of the judged, as of now. */
export function judgedRecord(index: number, now: Date): EvaluationRecord {
  const record = JUDGED[index % JUDGED.length];
  if (!record) throw new Error('no resource was judged');
  return { ...record, recordedAt: now.toISOString(), inputDigest: sha256(`${index}`) };
}

function judgedRecords(count: number): readonly EvaluationRecord[] {
  const judge = judgeFor({}, 'all');
  const resources = mixedResources(count);
  const around = neighbourhoodOf(resources, { definitionOf, outside: 'elsewhere' });
  return resources.map((resource, index) => {
    const readProperties = new Set(Object.keys(resource.properties).filter((name) => name !== 'Inventory'));
    return evaluationRecord({
      resource,
      trigger: {
        kind: 'event',
        eventId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        eventName: 'UpdateThing',
        principal: 'arn:aws:sts::111122223333:assumed-role/engineer/session',
        time: '2026-01-01T00:00:00Z',
      },
      judgements: judge.judge(resource, around),
      recordedAt: new Date(0),
      readProperties,
      hmacKey: new Uint8Array(32),
      packDigest,
      inputDigest: sha256(''),
      settingsDigest: sha256(''),
    });
  });
}

/** In MB, with the garbage gone; objects in the emulated bucket lie outside of it. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
