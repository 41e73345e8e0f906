import { createAws } from '../../adapters/aws/aws.ts';
import { type StoredVersion, setLegalHold, versionsBelow } from '../../adapters/aws/ledger/legal-hold.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import { sha256 } from '../../engine/canonical.ts';
import { placesHeld } from '../../engine/evidence/legal-hold.ts';
import { ARCHIVE_OPTIONS } from '../archive.ts';
import { openBucket } from '../bucket-archive.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { readCommandLine } from '../options.ts';
import { recordTarget, sendNotice } from '../record-target.ts';
import { type MakeAws, whatToDo } from '../scan/account.ts';
import { createPool } from '../scan/pool.ts';
import { Output } from '../terminal.ts';

const HELP = `assay hold s3://bucket[/prefix] --from DAY --to DAY --reason TEXT --record QUEUE [options]

Puts a legal hold on the evidence of a period: no version of it can be deleted while it is held, whatever its retention
says. Held are segments, seals, signatures and lookups of those days and of the one after (what was late), and what every
reading of the archive needs: public keys, rule packs, settings. The same again changes nothing, so that a run that was
cut off can be repeated. Takes the role LegalHoldRole of the evidence stack.

  --from, --to DAY   first and last day, UTC, as 2026-11-30
  --shard NAME       only this account and Region, as 111122223333/eu-central-1; may be repeated
  --reason TEXT      a matter's number, say; it goes into the evidence and cannot be deleted from there
  --record QUEUE     URL of the evidence queue: who held what and why is evidence too
  --release          take the holds off
  --dry-run          say what would be held, and change nothing
  --region REGION    of the bucket, if it is another than the SDK's own
  --endpoint URL     an AWS of your own, e.g. http://127.0.0.1:5000

Prints each version. Exit status 2 if nothing is there, 3 if not all of it could be held, or it was not recorded.

example: assay hold s3://assay-evidence --from 2026-11-01 --to 2026-11-30 --reason LEGAL-42 --record QUEUE_URL
`;

const OPTIONS = {
  ...ARCHIVE_OPTIONS,
  from: { type: 'string' },
  to: { type: 'string' },
  shard: { type: 'string', multiple: true },
  reason: { type: 'string' },
  record: { type: 'string' },
  release: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const;

const CALLS_AT_ONCE = 16;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make: MakeAws = createAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [uri] = positionals;
  const { reason, record, shard: shards, region, endpoint } = values;
  if (uri === undefined) throw new UsageError('hold needs the s3:// URI of an archive; see --help');
  if (!reason) throw new UsageError('hold needs --reason; see --help');
  if (!record) throw new UsageError('hold needs --record, the URL of the evidence queue; see --help');
  const period = { from: day('--from', values.from), to: day('--to', values.to) };
  if (period.to < period.from) throw new UsageError(`--to ${period.to} is before --from ${period.from}`);
  const places = placesHeld({ ...period, ...(shards && { shards: shards.map(shardText) }) });
  const target = await recordTarget(record);
  const { aws, part } = await openBucket(uri, { region, endpoint, make });
  const { bucket, prefix = '' } = part;
  const isHeld = values.release !== true;
  const job = { aws, bucket, isHeld, isDry: values['dry-run'] === true, endpoint };
  const done = await holdAll(job, found(job, places, prefix));
  if (done.versions === 0) throw new UsageError(`${uri}: nothing of these days is there`);
  if (job.isDry) return 0;
  const detail = {
    action: isHeld ? 'hold' : 'release',
    reason,
    bucket,
    prefix,
    ...period,
    shards: shards ?? null,
  };
  await sendNotice(target, { kind: 'legal-hold', detail: { ...detail, ...done }, make, what: 'the hold' });
  return 0;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function day(option: string, text: string | undefined): string {
  if (text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(
    `hold needs ${option}${text ? `, got ${text}` : ''}: expected a day such as 2026-11-30`,
  );
}

function shardText(text: string): string {
  if (/^\d{12}\/[a-z0-9-]+$/.test(text)) return text;
  throw new UsageError(`--shard ${text}: expected an account and a Region, as 111122223333/eu-central-1`);
}

interface Job {
  readonly aws: Awaited<ReturnType<typeof openBucket>>['aws'];
  readonly bucket: string;
  readonly isHeld: boolean;
  readonly isDry: boolean;
  readonly endpoint: string | undefined;
}

/** What of the archive is meant. @throws UnfinishedError if it cannot be listed */
async function* found(
  { aws, bucket, endpoint }: Job,
  { below, has }: ReturnType<typeof placesHeld>,
  prefix: string,
): AsyncGenerator<StoredVersion> {
  try {
    for (const each of below) {
      for await (const version of versionsBelow(aws, bucket, `${prefix}${each}`))
        if (has(version.key.slice(prefix.length))) yield version;
    }
  } catch (error) {
    throw unfinished(error, {
      action: 's3:ListBucketVersions',
      endpoint,
      what: `${bucket} cannot be listed`,
    });
  }
}

/** @throws UnfinishedError naming the first version that could not be held, when all others are */
async function holdAll(
  { aws, bucket, isHeld, isDry, endpoint }: Job,
  versions: AsyncGenerator<StoredVersion>,
): Promise<{ readonly versions: number; readonly list: string }> {
  const output = new Output();
  const pool = createPool(CALLS_AT_ONCE);
  const lines: string[] = [];
  const failures: unknown[] = [];
  const tasks: Promise<void>[] = [];
  const word = `${isDry ? 'would be ' : ''}${isHeld ? 'held' : 'released'}`;
  for await (const { key, versionId } of versions) {
    lines.push(`${key} ${versionId}`);
    const hold = async () => {
      if (!isDry) await setLegalHold(aws, bucket, { key, versionId, isHeld });
      output.write(`${word}  ${key}  ${versionId}\n`);
    };
    tasks.push(pool(hold).catch((error: unknown) => void failures.push(error)));
  }
  await Promise.all(tasks);
  output.write(`${lines.length - failures.length} of ${lines.length} versions ${word}\n`);
  output.flush();
  if (failures.length > 0) {
    const what = `${failures.length} of ${lines.length} versions are not ${word}; run it again`;
    throw unfinished(failures[0], { action: 's3:PutObjectLegalHold', endpoint, what });
  }
  // What was held, for whoever keeps the printed list.
  return { versions: lines.length, list: sha256(lines.sort().join('\n')) };
}

interface Trouble {
  readonly action: string;
  readonly endpoint: string | undefined;
  readonly what: string;
}

function unfinished(error: unknown, { action, endpoint, what }: Trouble): unknown {
  const refusal = refusalOf(error, action);
  if (refusal === undefined) return error;
  if (refusal.outcome === 'not-found')
    return new UnfinishedError(`${what}: it is not there`, { cause: error });
  const because =
    refusal.outcome === 'failed'
      ? whatToDo(refusal.because, endpoint)
      : `${refusal.because}; it needs ${action}`;
  return new UnfinishedError(`${what}: ${because}`, { cause: error });
}
