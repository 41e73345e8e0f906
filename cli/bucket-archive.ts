import { type Aws, createAws } from '../adapters/aws/aws.ts';
import { sdkDefaults } from '../adapters/aws/caller.ts';
import { bucketRegion } from '../adapters/aws/ledger/bucket-region.ts';
import { type BucketPart, s3Source } from '../adapters/aws/ledger/source.ts';
import { refusalOf } from '../adapters/aws/outcome.ts';
import type { ArchiveSource } from '../engine/evidence/inventory.ts';
import type { ArchivePlace, NamedArchive } from './archive.ts';
import { UnfinishedError, UsageError } from './exit-status.ts';
import { whatToDo } from './scan/account.ts';

const NEEDS = 'reading an archive needs s3:ListBucketVersions, s3:GetObjectVersion and kms:Decrypt';

/** An archive in S3. @throws UsageError if the URI is none */
export async function bucketArchive(uri: string, place: ArchivePlace): Promise<NamedArchive> {
  const { aws, part } = await openBucket(uri, place);
  const { endpoint } = place;
  const inner = s3Source(aws, part);
  return {
    source: { ...inner, list: () => listed(inner, uri, endpoint) },
    check() {
      const refusal = inner.refusal();
      if (refusal !== undefined) throw new UnfinishedError(remedy(uri, refusal, endpoint));
    },
  };
}

/** A bucket in the Region where it is. @throws UsageError if the URI is none */
export async function openBucket(
  uri: string,
  { region, endpoint, make = createAws }: ArchivePlace,
): Promise<{ readonly aws: Aws; readonly part: BucketPart }> {
  const part = partOf(uri);
  // The SDK's advice about Node is for programmers, and seven lines long.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const defaults = await sdkDefaults();
  const open = (at: string) =>
    make({
      region: at,
      credentials: defaults.credentials,
      ...(endpoint !== undefined && { endpoint }),
    });
  // Where a bucket is, S3 tells in any Region.
  const asked = open(region ?? defaults.region ?? 'us-east-1');
  const there = await bucketRegion(asked, part.bucket);
  const aws = there === undefined || there === asked.region ? asked : open(there);
  return { aws, part };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const URI = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

function partOf(uri: string): BucketPart {
  const [, bucket, path = ''] = URI.exec(uri) ?? [];
  if (bucket === undefined) throw new UsageError(`${uri}: expected s3://bucket or s3://bucket/prefix`);
  const prefix = path.replace(/\/+$/, '');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}

async function* listed(
  inner: ArchiveSource,
  uri: string,
  endpoint: string | undefined,
): AsyncGenerator<string> {
  let isEmpty = true;
  try {
    for await (const key of inner.list()) {
      isEmpty = false;
      yield key;
    }
  } catch (error) {
    const refusal = refusalOf(error, 's3:ListBucketVersions');
    if (refusal === undefined) throw error;
    if (refusal.outcome === 'not-found')
      throw new UsageError(`${uri}: there is no such bucket`, { cause: error });
    throw new UnfinishedError(remedy(uri, refusal.because, endpoint), { cause: error });
  }
  if (isEmpty) throw new UsageError(`${uri}: nothing is there, expected an evidence archive`);
}

const remedy = (uri: string, because: string, endpoint: string | undefined): string =>
  because.startsWith('access denied')
    ? `${uri}: ${because}; ${NEEDS}`
    : `${uri}: ${whatToDo(because, endpoint)}`;
