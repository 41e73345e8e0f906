import type { Aws } from '../aws.ts';
import { regionToldBy } from '../bucket-redirect.ts';

/** Where a bucket is, asked in any Region; undefined if S3 does not tell. */
export async function bucketRegion(aws: Aws, Bucket: string): Promise<string | undefined> {
  const { HeadBucketCommand, S3Client } = await import('../clients/s3-objects.ts');
  try {
    const { BucketRegion } = await aws.client(S3Client, aws.region).send(new HeadBucketCommand({ Bucket }));
    return BucketRegion;
  } catch (error) {
    // Whatever else it is, the first call that matters says it better.
    return regionToldBy(error);
  }
}
