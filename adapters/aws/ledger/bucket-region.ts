import type { Aws } from '../aws.ts';

/**
 * Where a bucket is; undefined if S3 does not tell. To be asked before anything is read: the SDK follows S3 to another
 * Region one call at a time, and two calls at once put each other's client into the wrong one.
 */
export async function bucketRegion(aws: Aws, Bucket: string): Promise<string | undefined> {
  const { HeadBucketCommand, S3Client } = await import('../clients/s3-objects.ts');
  try {
    const { BucketRegion } = await aws.client(S3Client, aws.region).send(new HeadBucketCommand({ Bucket }));
    return BucketRegion;
  } catch {
    // Whatever it is, the first call that matters says it better.
    return undefined;
  }
}
