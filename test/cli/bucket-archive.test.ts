import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { run } from '../../cli/commands/verify.ts';
import type { MakeAws } from '../../cli/scan/account.ts';
import { emulate } from '../../emulator/plugin.ts';
import { createWorld } from '../../emulator/world.ts';
import { makeArchive } from '../engine/evidence/archive.ts';
import { ran } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const REGION = 'eu-central-1';
const folder = temporaryFolder();
const { files, signer, head } = await makeArchive({ recordsPerSegment: 60 });
const key = folder.write('key.pem', signer.publicKeyPem);

async function opened({ lockedOut = false } = {}) {
  const world = createWorld();
  const { config, install, client } = emulate(world, { region: REGION });
  const s3 = client(S3Client);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  const bucket = async (Bucket: string) =>
    s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true, CreateBucketConfiguration }));
  const put = (Key: string, Body: string | Uint8Array) =>
    s3.send(new PutObjectCommand({ Bucket: 'evidence', Key, Body }));
  await bucket('evidence');
  await bucket('empty');
  for (const [name, bytes] of files) await put(`audit/${name}`, bytes);
  const regions: string[] = [];
  const make: MakeAws = ({ region }) => {
    regions.push(region);
    return createAws({ region, config: { ...config, region }, install, now: world.clock.now });
  };
  const refuse: MakeAws = () => {
    throw new Error('no client was expected to be made');
  };
  const verify = (...args: string[]) =>
    ran((given) => run(given, lockedOut ? refuse : make), ...args, '--public-key', key);
  return { world, put, verify, regions };
}

describe('verify with an S3 URI', () => {
  it.each(['s3://evidence/audit', 's3://evidence/audit/'])('proves the archive at %s', async (uri) => {
    const { verify } = await opened();
    const { status, stdout, stderr } = await verify(uri, '--head', head, '--region', REGION);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`${uri}: proven until`);
  });

  it('finds a bucket in another Region than its own', async () => {
    const { verify, regions } = await opened();
    expect((await verify('s3://evidence/audit', '--region', 'us-west-2')).status).toBe(0);
    expect(regions).toEqual(['us-west-2', REGION]);
  });

  it('names what lies over evidence, with status 1', async () => {
    const { verify, put } = await opened();
    await put('audit/index.json', 'newer');
    const { status, stdout } = await verify('s3://evidence/audit', '--format', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout).problems).toMatchObject([{ kind: 'covered', key: 'index.json' }]);
  });

  it.each<[string, string[], RegExp]>([
    ['no bucket in it', ['s3://'], /s3:\/\/: expected s3:\/\/bucket or s3:\/\/bucket\/prefix/],
    ['another scheme', ['s3:/evidence'], /expected s3:\/\/bucket/],
    ['a name that no bucket has', ['s3://Evidence/audit'], /expected s3:\/\/bucket/],
    ['a Region that is none', ['s3://evidence', '--region', 'Frankfurt'], /--region Frankfurt: expected/],
    [
      'an endpoint that is none',
      ['s3://evidence', '--endpoint', 'localhost'],
      /--endpoint localhost: expected/,
    ],
    [
      'a Region for a folder',
      [folder.path, '--region', REGION],
      /is a folder: --region and --endpoint are for s3/,
    ],
  ])('%s: status 2 and one line, and nobody is asked', async (_name, args, message) => {
    const { verify } = await opened({ lockedOut: true });
    const { status, stdout, stderr } = await verify(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it.each([
    ['a bucket that is not there', 's3://nowhere', /s3:\/\/nowhere: there is no such bucket/],
    ['an empty bucket', 's3://empty', /s3:\/\/empty: nothing is there, expected an evidence archive/],
    ['a prefix with nothing below it', 's3://evidence/other', /s3:\/\/evidence\/other: nothing is there/],
    ['half a prefix', 's3://evidence/aud', /s3:\/\/evidence\/aud: nothing is there/],
  ])('%s: status 2 and one line', async (_name, uri, message) => {
    const { verify } = await opened();
    const { status, stdout, stderr } = await verify(uri, '--region', REGION);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it.each([
    [
      'may not be listed',
      'ListObjectVersions',
      /access denied: s3:ListBucketVersions; reading an archive needs/,
    ],
    ['may not be read', 'GetObject', /access denied: s3:GetObjectVersion; reading an archive needs/],
  ])('an archive that %s: status 3 and one line, for it proves nothing', async (_name, operation, message) => {
    const { verify, world } = await opened();
    world.faults.deny({ service: 's3', operation });
    const { status, stdout, stderr } = await verify('s3://evidence/audit', '--region', REGION);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it('no credentials: status 3, and what to do', async () => {
    const { verify, world } = await opened();
    world.faults.add({
      error: { name: 'ExpiredToken', message: 'The provided token has expired.', statusCode: 400 },
    });
    const { status, stderr } = await verify('s3://evidence/audit', '--region', REGION);
    expect(status).toBe(3);
    expect(stderr).toMatch(/AWS does not accept these credentials: renew them/);
  });

  it('one object that may not be read: status 3, whatever else is wrong', async () => {
    const { verify, world, put } = await opened();
    await put('audit/index.json', 'newer');
    world.faults.deny({
      service: 's3',
      operation: 'GetObject',
      when: ({ input }) => JSON.stringify(input).includes('public-key.pem'),
    });
    expect((await verify('s3://evidence/audit', '--region', REGION)).status).toBe(3);
  });
});
