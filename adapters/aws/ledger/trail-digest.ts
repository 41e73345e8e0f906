import type { Shard } from '../../../engine/evidence/layout.ts';
import type { Aws } from '../aws.ts';

/** Where a trail delivers. */
export interface TrailPlace {
  readonly bucket: string;
  /** Region of the bucket. */
  readonly region: string;
  /** Up to the folders of accounts: `AWSLogs/`, with the trail's prefix before it and an organization's id behind. */
  readonly prefix: string;
}

const DAY_MS = 86_400_000;

/**
 * The newest digest file of CloudTrail about a shard's account and Region, `key#etag`; null if there is none of today or
 * yesterday. Throws what the SDK throws.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export const trailDigests =
  (aws: Aws, place: TrailPlace) =>
  async (shard: Shard): Promise<string | null> => {
    const now = aws.now().getTime();
    for (const day of [now, now - DAY_MS]) {
      const newest = await newestOf(aws, place, folder(place, shard, new Date(day)));
      if (newest) return newest;
    }
    return null;
  };

const folder = ({ prefix }: TrailPlace, { account, region }: Shard, day: Date): string =>
  `${prefix}${account}/CloudTrail-Digest/${region}/${day.toISOString().slice(0, 10).replaceAll('-', '/')}/`;

/** One an hour and trail: a page holds them all. */
async function newestOf(
  aws: Aws,
  { bucket, region }: TrailPlace,
  Prefix: string,
): Promise<string | undefined> {
  const { ListObjectsV2Command, S3Client } = await import('../clients/s3-objects.ts');
  const client = aws.client(S3Client, region);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
  const [newest] = Contents.toSorted((a, b) => compare(endOf(b.Key), endOf(a.Key)) || compare(b.Key, a.Key));
  return newest?.Key === undefined ? undefined : `${newest.Key}#${(newest.ETag ?? '').replaceAll('"', '')}`;
}

/** The end of the hour that a digest covers: names begin with account, Region and trail, which differ between trails. */
const endOf = (key: string | undefined): string => /_(\d{8}T\d{6}Z)\.json\.gz$/.exec(key ?? '')?.[1] ?? '';

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
