import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { vi } from 'vitest';
import { eventBus } from '../../../adapters/aws/event-bus.ts';
import { hastener } from '../../../adapters/aws/ledger/hasten.ts';
import { kmsSigner } from '../../../adapters/aws/ledger/signer.ts';
import { s3Source } from '../../../adapters/aws/ledger/source.ts';
import { ledgerState } from '../../../adapters/aws/ledger/state.ts';
import { s3Store } from '../../../adapters/aws/ledger/store.ts';
import { evidenceQueue } from '../../../adapters/aws/queue.ts';
import { emulate } from '../../../emulator/plugin.ts';
import { sha256 } from '../../../engine/canonical.ts';
import { type Shard, shardName } from '../../../engine/evidence/layout.ts';
import { createLedger } from '../../../engine/evidence/ledger.ts';
import type { EvidenceRecord } from '../../../engine/evidence/record.ts';
import { openSegment, recordLines } from '../../../engine/evidence/segment.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import type { HourlyPorts } from '../../../functions/_ledger/hours.ts';
import type { LedgerPorts } from '../../../functions/_ledger/ports.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { BUCKET, ledgerAccount, TABLE } from '../../adapters/aws/ledger/kit.ts';
import { home } from '../../engine/evidence/archive.ts';

export const VISIBILITY_MS = 720_000;
export const MAX_RECEIVES = 4;
export const BUS = 'findings';

/** An account with an archive, and the queue of its evidence. */
export async function sealingAccount() {
  const account = await ledgerAccount();
  const { aws, door, makeKey, archive } = account;
  const sealKey = await makeKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const sqs = door.client(SQSClient);
  const dead = await createQueue(sqs, 'dead.fifo');
  const queue = await createQueue(sqs, 'evidence.fifo', {
    VisibilityTimeout: String(VISIBILITY_MS / 1000),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: MAX_RECEIVES }),
  });
  const signer = kmsSigner(aws, sealKey);
  /** Whoever is at the door sends as the functions do. */
  const senders = new Set([door.principal.id.replace(/:.*/, '')]);
  await door.client(EventBridgeClient).send(new CreateEventBusCommand({ Name: BUS }));

  /** What a new instance starts with: it remembers nothing. */
  const newPorts = (): LedgerPorts & HourlyPorts => {
    const state = ledgerState(aws, TABLE);
    const store = s3Store(aws, archive);
    const tools = { table: state, store, signer: kmsSigner(aws, sealKey), packDigest: 'a'.repeat(64) };
    return {
      home: aws,
      homeShard: home,
      senders,
      state,
      ledger: createLedger({ ...tools, clock: aws.now }),
      hasten: hastener(aws, queue.url),
      daily: { store, signer, state, announce: eventBus(aws, { bus: BUS, source: 'assay' }) },
    };
  };

  /** Receives a batch as Lambda does, and deletes what did not fail; the number received. */
  async function deliver(
    handle: (event: SQSEvent) => Promise<SQSBatchResponse>,
    url = queue.url,
  ): Promise<number> {
    const Records = await received(sqs, url);
    if (Records.length === 0) return 0;
    const { batchItemFailures } = await handle({ Records });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { receiptHandle } of Records.filter(({ messageId }) => !failed.has(messageId)))
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receiptHandle }));
    return Records.length;
  }

  /** Sends something as one message that nobody checks. */
  const sendRaw = (body: string, group = shardName(home)) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: sha256(`${group} ${body}`),
      }),
    );

  const source = s3Source(aws, { bucket: BUCKET });
  return {
    ...account,
    sealKey,
    queue,
    senders,
    dead,
    newPorts,
    deliver,
    sendRaw,
    send: evidenceQueue(aws, queue.url),
    waitingIn: async (url: string) => {
      const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
      const { Attributes = {} } = await sqs.send(asked);
      return Number(Attributes['ApproximateNumberOfMessages']);
    },
    inDeadLetters: async () => (await received(sqs, dead.url)).map(({ body }) => body),
    async verify() {
      const { publicKeyPem } = await signer();
      return verifyArchive(source, { publicKeyPem, now: aws.now() });
    },
    publicKeyPem: async () => (await signer()).publicKeyPem,
    /** Every file of the archive. */
    async files() {
      const files = new Map<string, Uint8Array>();
      for await (const key of source.list()) files.set(key, await source.read(key));
      return files;
    },
  };
}

/** All records of a shard in the order of its segments. */
export function recordsIn(files: ReadonlyMap<string, Uint8Array>, shard: Shard = home): EvidenceRecord[] {
  const keys = [...files.keys()].filter((key) => key.startsWith(`evidence/${shardName(shard)}/`)).sort();
  return keys.flatMap((key) => {
    const { content } = openSegment(files.get(key) ?? new Uint8Array());
    return content ? [...recordLines(content)].map((line) => JSON.parse(line.toString())) : [];
  });
}

async function createQueue(sqs: SQSClient, QueueName: string, Attributes: Record<string, string> = {}) {
  const fifo = { FifoQueue: 'true', ...Attributes };
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo }));
  const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
  return { url, arn: (await sqs.send(asked)).Attributes?.['QueueArn'] ?? '' };
}

async function received(sqs: SQSClient, QueueUrl: string): Promise<SQSRecord[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages.map(recordOf);
}

/** As the event source mapping of a Lambda function hands it over. */
const recordOf = (message: Message): SQSRecord => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: message.Attributes as unknown as SQSRecord['attributes'],
  messageAttributes: {},
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:${REGION}:111122223333:evidence.fifo`,
  awsRegion: REGION,
});

type Account = Awaited<ReturnType<typeof sealingAccount>>;

/** The functions made anew as in a new process that runs in this account. */
export async function deployed(
  { world, queue, senders, sealKey, archive }: Account,
  { without, trail = '-' }: { readonly without?: string; readonly trail?: string } = {},
) {
  vi.resetModules();
  const environment = {
    AWS_REGION: REGION,
    ACCOUNT_ID: home.account,
    LEDGER_TABLE: TABLE,
    POSTURE_TABLE: 'posture',
    EVIDENCE_QUEUE_URL: queue.url,
    EVIDENCE_SENDERS: [...senders].join(','),
    ARCHIVE_BUCKET: BUCKET,
    ARCHIVE_ACCOUNT: home.account,
    ARCHIVE_KEY_ARN: archive.keyArn,
    SEAL_KEY_ARN: sealKey,
    RETENTION_MODE: 'GOVERNANCE',
    RETENTION_DAYS: '365',
    FINDINGS_BUS: BUS,
    TRAIL_BUCKET: trail,
    TRAIL_PREFIX: 'audit/AWSLogs/',
    TRAIL_REGION: REGION,
    POWERTOOLS_METRICS_DISABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, name === without ? undefined : value);
  }
  const { enter } = await import('../../../functions/_runtime/world.ts');
  const { config, install } = emulate(world, { region: REGION });
  enter({ region: REGION, config, install, now: world.clock.now });
  const seal = await import('../../../functions/seal-evidence.ts');
  const { handler: canary } = await import('../../../functions/canary.ts');
  const context = (functionName: string) => ({ functionName, awsRequestId: world.ids.uuid() }) as never;
  return {
    store: async (event: SQSEvent) => seal.handler(event, context('seal-evidence')),
    sealHours: async () => seal.handler({}, context('seal-evidence')),
    canary: async () => canary({ kind: 'schedule' }, context('canary')),
    sealEvidence: seal.sealEvidence,
  };
}
