import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { trailDigests } from '../../../../adapters/aws/ledger/trail-digest.ts';
import { emulatedAws, REGION } from '../kit.ts';

const shard = { account: '111122223333', region: 'us-east-1' };
const DAY = 86_400_000;

async function trail() {
  const { aws, door, world } = emulatedAws();
  const s3 = door.client(S3Client);
  await s3.send(
    new CreateBucketCommand({ Bucket: 'trail', CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const deliver = async (at: Date, { name = 'management', region = shard.region } = {}) => {
    const [day, stamp] = [
      at.toISOString().slice(0, 10),
      at.toISOString().slice(0, 19).replaceAll(/[-:]/g, ''),
    ];
    const Key = `audit/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail-Digest/${region}/${day.replaceAll('-', '/')}/111122223333_CloudTrail-Digest_${region}_${name}_${REGION}_${stamp}Z.json.gz`;
    const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket: 'trail', Key, Body: stamp }));
    return `${Key}#${ETag.replaceAll('"', '')}`;
  };
  const newest = trailDigests(aws, {
    bucket: 'trail',
    region: REGION,
    prefix: 'audit/AWSLogs/o-a1b2c3d4e5/',
  });
  return { world, deliver, newest, now: () => world.clock.now() };
}

describe('the newest digest of a trail', () => {
  it('is none where nothing was delivered, and throws where nothing can be read', async () => {
    const { newest, world } = await trail();
    expect(await newest(shard)).toBeNull();
    world.faults.deny({ service: 's3', operation: 'ListObjectsV2' });
    await expect(newest(shard)).rejects.toThrow();
  });

  it('is that of the latest hour, of whatever trail, about the Region of the shard', async () => {
    const { newest, deliver, now } = await trail();
    const at = (hours: number) => new Date(now().getTime() - hours * 3_600_000);
    const latest = await deliver(now(), { name: 'another' });
    await deliver(new Date(now().getTime() - 1000), { name: 'management' });
    await deliver(at(30));
    await deliver(now(), { region: 'eu-west-1', name: 'zz' });
    expect(await newest(shard)).toBe(latest);
  });

  it("is yesterday's until today's first is there, and none that is older", async () => {
    const { newest, deliver, world, now } = await trail();
    const yesterday = await deliver(new Date(now().getTime() - DAY));
    expect(await newest(shard)).toBe(yesterday);
    world.clock.advance(DAY);
    expect(await newest(shard)).toBeNull();
  });
});
