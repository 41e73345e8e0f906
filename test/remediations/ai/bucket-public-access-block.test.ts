import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/ai/bucket-public-access-block.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

type Flags = PutPublicAccessBlockCommand['input']['PublicAccessBlockConfiguration'];

const bucket = (PublicAccessBlockConfiguration: Flags | null) => async (door: Emulated) => {
  const client = door.client(S3Client);
  const Bucket = 'training-data';
  await client.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  if (PublicAccessBlockConfiguration === null) {
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  } else {
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  }
  return refOf('AWS::S3::Bucket', Bucket, `arn:aws:s3:::${Bucket}`);
};

const rule = 'ai-bucket-public-access-block';

const anyScene = fc
  .record({ BlockPublicAcls: fc.boolean(), BlockPublicPolicy: fc.boolean(), IgnorePublicAcls: fc.boolean() })
  .map((flags) => ({ name: 'a bucket with any part of a block', rule, make: bucket(flags) }) as const);

itPutsRight(
  remediation,
  [
    { name: 'a bucket without any block', rule, make: bucket(null) },
    {
      name: 'a bucket with half a block',
      rule,
      make: bucket({ BlockPublicAcls: true, BlockPublicPolicy: false, IgnorePublicAcls: true }),
    },
  ],
  { anyScene },
);
