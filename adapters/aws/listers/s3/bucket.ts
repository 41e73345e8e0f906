import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::S3::Bucket',
  action: 's3:ListAllMyBuckets',
  async open(aws, { partition, region }) {
    const { ListBucketsCommand, S3Client } = await import('../../clients/s3.ts');
    const client = aws.client(S3Client, region);
    return async (ContinuationToken) => {
      const input = { BucketRegion: region, MaxBuckets: 1000, ContinuationToken };
      const page = await client.send(new ListBucketsCommand(input));
      const rows = page.Buckets?.filter(({ BucketRegion = region }) => BucketRegion === region).map(
        ({ Name: id }) => ({ id, arn: `arn:${partition}:s3:::${id}` }),
      );
      return { rows, next: page.ContinuationToken };
    };
  },
});
