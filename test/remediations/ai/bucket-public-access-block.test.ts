import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
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

itPutsRight(remediation, [
  { name: 'a bucket without any block', rule, make: bucket(null) },
  {
    name: 'a bucket with half a block',
    rule,
    make: bucket({ BlockPublicAcls: true, BlockPublicPolicy: false, IgnorePublicAcls: true }),
  },
]);
