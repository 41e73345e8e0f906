import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { run } from '../../../cli/commands/export.ts';
import { run as runVerify } from '../../../cli/commands/verify.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { emulate } from '../../../emulator/plugin.ts';
import { createWorld } from '../../../emulator/world.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { signer, smallArchive, writeArchive } from '../archives.ts';

const folder = temporaryFolder();
const { files, head } = await smallArchive();
const archive = writeArchive(folder, 'whole', files);
const key = folder.write('key.pem', signer.publicKeyPem);
const exported = (...args: string[]) => ran(run, ...args);
const verify = (...args: string[]) => ran(runVerify, ...args, '--public-key', key);
const out = (name: string): string => `${folder.path}/${name}`;

describe('export', () => {
  it('copies an archive that verifies as the first does', async () => {
    const { status, stdout, stderr } = await exported(archive, '--out', out('copy'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('4 records in 3 segments under 3 seals');
    const { status: proven, stdout: told } = await verify(out('copy'), '--head', head);
    expect({ proven, told }).toEqual({
      proven: 0,
      told: expect.stringContaining('proven until 2026-03-01T23:00:00.000Z: 4 records'),
    });
  });

  it('copies a period, which verifies as what it is', async () => {
    const period = ['--from', '2026-03-01T21:00:00Z', '--to', '2026-03-01T22:00:00Z'];
    expect((await exported(archive, '--out', out('hour'), ...period, '--in', 'eu-central-1')).status).toBe(0);
    const { status, stdout } = await verify(out('hour'), '--until', '2026-03-01T22:00:00Z');
    expect(status).toBe(0);
    expect(stdout).toContain(
      '! left-out  export.json: an export: of 111122223333/eu-central-1 it begins at 2026-03-01T21:00:00.000Z, and leaves out 1 seals and 1 records before it',
    );
    expect(stdout).toContain(
      'proven from 2026-03-01T21:00:00.000Z until 2026-03-01T22:00:00.000Z: 2 records',
    );
    const asked = await verify(out('hour'), '--from', '2026-03-01T20:00:00Z');
    expect(asked).toMatchObject({ status: 1, stdout: expect.stringContaining('beginning-missing') });
  });

  it('copies from a bucket the versions that were put first, whatever lies over them', async () => {
    const world = createWorld();
    const { config, install, client } = emulate(world, { region: 'eu-central-1' });
    const s3 = client(S3Client);
    const put = (Key: string, Body: string | Uint8Array) =>
      s3.send(new PutObjectCommand({ Bucket: 'evidence', Key, Body }));
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'evidence',
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      }),
    );
    for (const [name, bytes] of files) await put(name, bytes);
    for (const name of files.keys()) await put(name, 'something newer');
    const make: MakeAws = ({ region }) =>
      createAws({ region, config: { ...config, region }, install, now: world.clock.now });
    const told = await ran(
      (args) => run(args, make),
      's3://evidence',
      '--out',
      out('first'),
      '--region',
      'eu-central-1',
    );
    expect(told).toMatchObject({ status: 0, stderr: '' });
    expect(await verify(out('first'), '--head', head)).toMatchObject({ status: 0 });
    world.faults.deny({ service: 's3', operation: 'GetObject' });
    const denied = await ran(
      (args) => run(args, make),
      's3://evidence',
      '--out',
      out('denied'),
      '--region',
      'eu-central-1',
    );
    expect(denied).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/access denied: s3:GetObjectVersion/),
    });
  });

  it('says what was missing, copies the rest, and verification names it: status 1', async () => {
    const half = writeArchive(
      folder,
      'half',
      new Map([...files].filter(([name]) => !name.includes('segment-000000000002'))),
    );
    const { status, stderr } = await exported(half, '--out', out('rest'));
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /1 files that the archive should hold are not in it, or no seals; the first is evidence.*segment-000000000002/,
    );
    expect(await verify(out('rest'))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('segment-missing'),
    });
  });

  it.each<[string, string[], RegExp]>([
    ['no archive', [], /needs the folder/],
    ['no folder to write to', [archive], /needs --out/],
    ['a folder with something in it', [archive, '--out', archive], /something is there already/],
    ['a file', [archive, '--out', key], /something is there already/],
    [
      'a folder that is no archive',
      [folder.write('other/x', '').replace('/x', ''), '--out', out('a')],
      /none of its 1 files/,
    ],
    [
      'a period of nothing',
      [archive, '--out', out('b'), '--from', '2030-01-01'],
      /no seal of it is of what was asked for/,
    ],
    ['a Region that is none', [archive, '--out', out('c'), '--in', 'Frankfurt'], /--in Frankfurt/],
    ['a time that is none', [archive, '--out', out('d'), '--to', 'soon'], /--to is soon/],
  ])('%s: status 2 and one line', async (_name, args, message) => {
    const { status, stdout, stderr } = await exported(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });
});
