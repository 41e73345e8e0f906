import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { bucketRegion } from '../../../../adapters/aws/ledger/bucket-region.ts';
import { emulate } from '../../../../emulator/plugin.ts';
import { emulatedAws } from '../kit.ts';

it('is told wherever it is asked for', async () => {
  const { aws, world } = emulatedAws();
  const there = emulate(world, { region: 'us-west-2' }).client(S3Client);
  await there.send(
    new CreateBucketCommand({
      Bucket: 'evidence',
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    }),
  );
  expect(await bucketRegion(aws, 'evidence')).toBe('us-west-2');
  expect(await bucketRegion(aws, 'nowhere')).toBeUndefined();
});
