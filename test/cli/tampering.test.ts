import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { run } from '../../cli/commands/verify.ts';
import type { MakeAws } from '../../cli/scan/account.ts';
import { emulate } from '../../emulator/plugin.ts';
import { createWorld } from '../../emulator/world.ts';
import { placeOf } from '../../engine/evidence/layout.ts';
import type { VerifyReport } from '../../engine/evidence/report.ts';
import { keys, makeThousand } from '../engine/evidence/thousand.ts';
import { ran } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeArchive } from './archives.ts';

const REGION = 'eu-central-1';
const folder = temporaryFolder();
const files = await makeThousand();
const path = writeArchive(folder, 'archive', files);
const trusted = keys.flatMap((key, index) => [
  '--public-key',
  folder.write(`${index}.pem`, key.publicKeyPem),
]);

/** Its very end: without a time, nobody can tell that it was cut off. */
const UNTIL = ['--until', '2026-03-02T02:00:00Z'];

async function verified(name: string, make?: MakeAws, ...args: string[]) {
  const { status, stdout } = await ran(
    (given) => run(given, make),
    name,
    ...trusted,
    ...UNTIL,
    '--format',
    'json',
    ...args,
  );
  const report: VerifyReport = JSON.parse(stdout);
  return { status, named: report.problems.map(({ key }) => key), notes: report.notes.map(({ key }) => key) };
}

/** What a seal, its signature and what was derived from it have in common. */
const stem = (key: string): string => key.replace(/^(?:seals|lookup)\//, '').replace(/\.(?:json|sig)$/, '');

describe('an archive in a folder, verified by the command', () => {
  it('is proven as long as nobody touches it', async () => {
    expect(await verified(path)).toMatchObject({ status: 0, named: [] });
  });

  it('is not proven with one bit changed, in any of its files, and each is named', async () => {
    for (const key of files.keys()) {
      const file = `${path}/${key}`;
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.with(5, (bytes[5] ?? 0) ^ 1));
      const { status, named } = await verified(path);
      writeFileSync(file, bytes);
      expect({ key, status }).toEqual({ key, status: 1 });
      expect(named.map(stem)).toContain(stem(key));
    }
  });

  it('is not proven without any one of its files, but for what is derived, which is noted', async () => {
    for (const [key, bytes] of files) {
      rmSync(`${path}/${key}`);
      const { status, named, notes } = await verified(path);
      writeFileSync(`${path}/${key}`, bytes);
      const isDerived = placeOf(key).kind === 'lookup';
      expect({ key, status }).toEqual({ key, status: isDerived ? 0 : 1 });
      expect((isDerived ? notes : named).map(stem)).toContain(stem(key));
    }
  });
});

describe('an archive in a bucket, verified by the command', () => {
  async function opened() {
    const world = createWorld();
    const { config, install, client } = emulate(world, { region: REGION });
    const s3 = client(S3Client);
    const put = (Key: string, Body: string | Uint8Array) =>
      s3.send(new PutObjectCommand({ Bucket: 'evidence', Key, Body }));
    const hide = (Key: string) => s3.send(new DeleteObjectCommand({ Bucket: 'evidence', Key }));
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'evidence',
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    for (const [name, bytes] of files) await put(name, bytes);
    world.clock.advance(60_000);
    const make: MakeAws = ({ region }) =>
      createAws({ region, config: { ...config, region }, install, now: world.clock.now });
    return { put, hide, verify: () => verified('s3://evidence', make, '--region', REGION) };
  }

  it('is proven as long as nothing lies over it', async () => {
    const { verify } = await opened();
    expect(await verify()).toMatchObject({ status: 0, named: [] });
  });

  it('under a new version of any of its files is named, and nothing else', async () => {
    const { put, verify } = await opened();
    for (const key of files.keys()) await put(key, 'something newer');
    const { status, named } = await verify();
    expect({ status, named: named.sort() }).toEqual({ status: 1, named: [...files.keys()].sort() });
  });

  it('under a delete marker over any of its files is named, and nothing else', async () => {
    const { hide, verify } = await opened();
    for (const key of files.keys()) await hide(key);
    const { status, named } = await verify();
    expect({ status, named: named.sort() }).toEqual({ status: 1, named: [...files.keys()].sort() });
  });

  it('under one new version names that one', async () => {
    const { put, verify } = await opened();
    const some = [...files.keys()].filter((_, index) => index % 12 === 0);
    for (const [index, key] of some.entries()) {
      await put(key, 'something newer');
      expect((await verify()).named.sort()).toEqual(some.slice(0, index + 1).sort());
    }
  });
});
