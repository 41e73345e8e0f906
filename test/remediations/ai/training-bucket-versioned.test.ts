import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/training-bucket-versioned.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

const bucket =
  (isSuspended: boolean, Bucket = 'training-data') =>
  async (door: Emulated) => {
    const client = door.client(S3Client);
    await client.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    if (isSuspended) {
      for (const Status of ['Enabled', 'Suspended'] as const)
        await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    }
    return refOf('AWS::S3::Bucket', Bucket, `arn:aws:s3:::${Bucket}`);
  };

const rule = 'ai-training-bucket-versioned';
const suspended = { name: 'a bucket whose versioning is suspended', rule, make: bucket(true) } as const;

const anyScene = fc
  .stringMatching(/^[a-z]{3,20}$/)
  .map((name) => ({ ...suspended, make: bucket(true, name) }));

itPutsRight(
  remediation,
  [
    suspended,
    {
      name: 'a bucket that never had versions',
      rule,
      make: bucket(false),
      // S3 knows no way back: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
      cannotRestore: { VersioningConfiguration: { Status: 'Suspended' } },
    },
  ],
  { anyScene },
);
