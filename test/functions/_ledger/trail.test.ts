import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { home } from '../../engine/evidence/archive.ts';
import { overheard } from '../_config/deployed.ts';
import { deployed, sealingAccount } from './kit.ts';

const HOUR = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function opened(trail?: string) {
  const account = await sealingAccount();
  const { s3, world, files } = account;
  await s3.send(
    new CreateBucketCommand({ Bucket: 'trail', CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const made = await deployed(account, trail === undefined ? {} : { trail });
  // The chain begins here.
  await made.sealHours();
  return {
    ...account,
    heard: overheard(),
    async sealed() {
      world.clock.advance(HOUR);
      await made.sealHours();
      const seals = [...(await files())].filter(([key]) => /^seals\/.*\.json$/.test(key)).sort();
      return parseSeal(seals.at(-1)?.[1] ?? new Uint8Array())?.newestCloudTrailDigest;
    },
    async deliver() {
      const day = world.clock.now().toISOString().slice(0, 10).replaceAll('-', '/');
      const Key = `audit/AWSLogs/${home.account}/CloudTrail-Digest/${home.region}/${day}/x_20260101T000000Z.json.gz`;
      await s3.send(new PutObjectCommand({ Bucket: 'trail', Key, Body: 'digest' }));
      return Key;
    },
  };
}

describe('what a seal says of CloudTrail', () => {
  it('is nothing where no trail is set', async () => {
    const { sealed, deliver, heard } = await opened();
    await deliver();
    expect(await sealed()).toBeNull();
    expect(heard.metric('TrailUnreadable')).toEqual([]);
  });

  it('is key and ETag of the newest digest, and the archive verifies', async () => {
    const { sealed, deliver, verify } = await opened('trail');
    const key = await deliver();
    expect(await sealed()).toMatch(new RegExp(`^${key}#[0-9a-f]{32}$`));
    expect((await verify()).status).toBe('proven');
  });

  it('is nothing, counted, where there is none or none can be read; the seal is written all the same', async () => {
    const { sealed, deliver, heard, world, verify } = await opened('trail');
    expect(await sealed()).toBeNull();
    await deliver();
    world.faults.deny({ service: 's3', operation: 'ListObjectsV2' });
    expect(await sealed()).toBeNull();
    expect(heard.metric('TrailUnreadable')).toEqual([1, 1]);
    expect(heard.messages().filter((text) => text === 'a seal says nothing of CloudTrail')).toHaveLength(2);
    expect(await verify()).toMatchObject({ status: 'proven', counts: { seals: 2 } });
  });
});
