import { sdkDefaults } from '../adapters/aws/caller.ts';
import { refusalOf } from '../adapters/aws/outcome.ts';
import { evidenceQueue } from '../adapters/aws/queue.ts';
import type { Shard } from '../engine/evidence/layout.ts';
import { type NoticeRecord, noticeRecord } from '../engine/evidence/record.ts';
import type { JsonObject } from '../resources/resource.ts';
import { UnfinishedError, UsageError } from './exit-status.ts';
import { type MakeAws, whatToDo } from './scan/account.ts';

/** Where a person's or a pipeline's deed goes into evidence. */
export interface RecordTarget {
  readonly url: string;
  /** The home of the deployment: its queue stands there. */
  readonly shard: Shard;
}

/** The target that `--record` names. @throws UsageError if the URL is none of a FIFO queue */
export async function recordTarget(url: string): Promise<RecordTarget> {
  const { hostname, pathname } = URL.canParse(url) ? new URL(url) : { hostname: '', pathname: '' };
  const [, account] = /^\/(\d{12})\/[\w-]{1,75}\.fifo$/.exec(pathname) ?? [];
  if (account === undefined)
    throw new UsageError(
      `--record ${url}: expected the URL of the evidence queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/Name.fifo`,
    );
  const [, named] = /^sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [];
  const region = named ?? (await sdkDefaults()).region;
  if (region === undefined) throw new UsageError(`--record ${url} names no Region: set AWS_REGION`);
  return { url, shard: { account, region } };
}

export interface Notice {
  readonly kind: NoticeRecord['kind'];
  readonly detail: JsonObject;
  /** @default now */
  readonly now?: Date;
  /** What is not recorded, if it cannot be. */
  readonly what: string;
  readonly make: MakeAws;
}

/** @throws UnfinishedError if it cannot be sent */
export async function sendNotice(
  { url, shard }: RecordTarget,
  { kind, detail, now, what, make }: Notice,
): Promise<void> {
  // The SDK's advice about Node is for programmers, and seven lines long.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { credentials } = await sdkDefaults();
  const aws = make({ region: shard.region, credentials });
  try {
    await evidenceQueue(aws, url)(shard, [noticeRecord(kind, now ?? aws.now(), detail)]);
  } catch (error) {
    throw new UnfinishedError(`${what} is not recorded: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const refusal = refusalOf(error, 'sqs:SendMessage');
  if (refusal === undefined || refusal.outcome === 'not-found')
    return error instanceof Error ? error.message : String(error);
  if (refusal.outcome === 'denied') return `${refusal.because}; recording needs sqs:SendMessage on the queue`;
  return /Credentials|Token|ECONN|ENOTFOUND|EAI_AGAIN|Timeout/.test(refusal.because)
    ? whatToDo(refusal.because, undefined)
    : refusal.because;
}
