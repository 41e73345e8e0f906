import { DeleteObjectCommand, GetObjectLegalHoldCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { versionsBelow } from '../../../adapters/aws/ledger/legal-hold.ts';
import { run } from '../../../cli/commands/hold.ts';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { emulate } from '../../../emulator/plugin.ts';
import { sha256 } from '../../../engine/canonical.ts';
import { storeBatch } from '../../../functions/_ledger/batch.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { BUCKET } from '../../adapters/aws/ledger/kit.ts';
import { away, home, recordAt } from '../../engine/evidence/archive.ts';
import { recordsIn, sealingAccount } from '../../functions/_ledger/kit.ts';
import { ran } from '../../support/command.ts';

const DAY = 86_400_000;
const URI = `s3://${BUCKET}`;

/** An archive of three days in two Regions, a month apart from where it ends. */
async function opened() {
  const account = await sealingAccount();
  const { world, newPorts, send, deliver, s3, aws } = account;
  const ports = newPorts();
  const store = (event: { Records: Parameters<typeof storeBatch>[0] }) =>
    storeBatch(event.Records, ports).then(() => ({ batchItemFailures: [] }));
  const first = world.clock.now().toISOString().slice(0, 10);
  for (const shard of [home, away]) await send(shard, [recordAt(world.clock.now(), 1)]);
  await deliver(store);
  world.clock.advance(DAY);
  for (const shard of [home, away]) await ports.ledger.seal(shard);
  world.clock.advance(10 * DAY);
  await send(home, [recordAt(world.clock.now(), 2)]);
  await deliver(store);
  const { config, install } = emulate(world, { region: REGION });
  const make: MakeAws = ({ region }) =>
    createAws({ region, config: { ...config, region }, install, now: world.clock.now });
  const usual = [
    '--from',
    first,
    '--to',
    first,
    '--reason',
    'LEGAL-42',
    '--record',
    account.queue.url,
    '--region',
    REGION,
  ];
  return {
    ...account,
    usual,
    hold: (...args: string[]) => ran((given) => run(given, make), ...args),
    /** Version → whether it is held. */
    async held() {
      const all: Record<string, boolean> = {};
      for await (const { key, versionId } of versionsBelow(aws, BUCKET, '')) {
        const asked = new GetObjectLegalHoldCommand({ Bucket: BUCKET, Key: key, VersionId: versionId });
        all[`${key} ${versionId}`] = (await s3.send(asked)).LegalHold?.Status === 'ON';
      }
      return all;
    },
    async notice() {
      await deliver(store);
      world.clock.advance(3_600_000);
      await ports.ledger.seal(home);
      return recordsIn(await account.files()).filter(({ kind }) => kind === 'legal-hold');
    },
  };
}

const names = (held: Readonly<Record<string, boolean>>) =>
  Object.entries(held).flatMap(([name, isHeld]) => (isHeld ? [name.split('/').slice(0, 3).join('/')] : []));

describe('hold', () => {
  it('holds the versions of a period, prints each, and nobody deletes them any more', async () => {
    const { hold, usual, held, s3 } = await opened();
    const { status, stdout, stderr } = await hold(URI, ...usual);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const now = await held();
    expect(new Set(names(now))).toEqual(
      new Set([
        'evidence/111122223333/eu-central-1',
        'evidence/111122223333/us-east-1',
        'seals/111122223333/eu-central-1',
        'seals/111122223333/us-east-1',
        'lookup/111122223333/eu-central-1',
        'lookup/111122223333/us-east-1',
        ...Object.keys(now).filter((name) => /^(?:index|public-key)/.test(name)),
      ]),
    );
    // What was written days later is none of it.
    expect(Object.values(now)).toContain(false);
    for (const [name] of Object.entries(now).filter(([, isHeld]) => isHeld))
      expect(stdout).toContain(`held  ${name.replace(' ', '  ')}\n`);
    const [[name = ''] = []] = Object.entries(now).filter(
      ([each, isHeld]) => isHeld && each.startsWith('evidence/'),
    );
    const [Key, VersionId] = name.split(' ');
    const remove = { Bucket: BUCKET, Key, VersionId, BypassGovernanceRetention: true };
    await expect(s3.send(new DeleteObjectCommand(remove))).rejects.toThrow(/protected by object lock/);
  });

  it('is evidence: who keeps the printed list can show that it is the one', async () => {
    const { hold, usual, notice, verify } = await opened();
    const { stdout } = await hold(URI, ...usual);
    const [record, ...more] = await notice();
    expect(more).toEqual([]);
    const lines = [...stdout.matchAll(/^held {2}(\S+) {2}(\S+)$/gm)].map(
      ([, key, version]) => `${key} ${version}`,
    );
    expect(record).toMatchObject({
      detail: {
        action: 'hold',
        reason: 'LEGAL-42',
        bucket: BUCKET,
        shards: null,
        versions: lines.length,
        list: sha256(lines.sort().join('\n')),
      },
    });
    expect((await verify()).status).toBe('proven');
  });

  it('is taken off with --release, which is evidence too', async () => {
    const { hold, usual, held, notice } = await opened();
    await hold(URI, ...usual);
    const { status, stdout } = await hold(URI, ...usual, '--release');
    expect([status, names(await held())]).toEqual([0, []]);
    expect(stdout).toMatch(/^(\d+) of \1 versions released$/m);
    expect((await notice()).map((record) => 'detail' in record && record.detail['action'])).toEqual([
      'hold',
      'release',
    ]);
  });

  it('holds only the shards that are named, and what every reading needs', async () => {
    const { hold, usual, held } = await opened();
    await hold(URI, ...usual, '--shard', '111122223333/us-east-1');
    expect(names(await held()).filter((name) => name.includes('eu-central-1'))).toEqual([]);
    expect(names(await held()).some((name) => name.startsWith('public-key.pem'))).toBe(true);
  });

  it('holds what lies over evidence as well', async () => {
    const { hold, usual, held, s3 } = await opened();
    const [name = ''] = Object.keys(await held()).filter((each) => each.startsWith('evidence/'));
    const Key = name.split(' ')[0];
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'another' }));
    await hold(URI, ...usual);
    const versions = Object.entries(await held()).filter(([each]) => each.startsWith(`${Key} `));
    expect(versions.map(([, isHeld]) => isHeld)).toEqual([true, true]);
  });

  it('changes nothing when it only says what it would do', async () => {
    const { hold, usual, held, notice } = await opened();
    const { status, stdout } = await hold(URI, ...usual, '--dry-run');
    expect([status, names(await held())]).toEqual([0, []]);
    expect(stdout).toContain('would be held  evidence/');
    expect(await notice()).toEqual([]);
  });

  it('says how many are not held, and records nothing, where AWS refuses', async () => {
    const { hold, usual, world, notice } = await opened();
    world.faults.deny({
      service: 's3',
      operation: 'PutObjectLegalHold',
      when: ({ input }) => JSON.stringify(input).includes('lookup/'),
    });
    const { status, stderr } = await hold(URI, ...usual);
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/\d+ of \d+ versions are not held; run it again: .*s3:PutObjectLegalHold/),
    ]);
    world.faults.clear();
    expect(await notice()).toEqual([]);
  });

  it('says where nothing is there to be held', async () => {
    const { hold, usual } = await opened();
    const { status, stderr } = await hold(`${URI}/elsewhere`, ...usual);
    expect([status, stderr]).toEqual([2, expect.stringContaining('nothing of these days is there')]);
  });

  it.each([
    ['no archive', [], 'hold needs the s3:// URI of an archive'],
    [
      'a folder',
      ['./archive', '--from', '2026-01-01', '--to', '2026-01-01', '--reason', 'x'],
      'hold needs --record',
    ],
    ['no reason', [URI, '--from', '2026-01-01', '--to', '2026-01-01'], 'hold needs --reason'],
  ])('refuses %s', async (_, args, message) => {
    const { hold } = await opened();
    const { status, stderr } = await hold(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it.each([
    ['a day that is none', ['--from', '2026-13-01'], 'hold needs --from, got 2026-13-01'],
    ['a period that ends before it begins', ['--to', '2020-01-01'], 'is before --from'],
    ['a shard that is none', ['--shard', 'eu-central-1'], '--shard eu-central-1: expected an account'],
    ['a queue that is none', ['--record', 'here'], '--record here: expected the URL'],
  ])('refuses %s', async (_, args, message) => {
    const { hold, usual } = await opened();
    const { status, stderr } = await hold(URI, ...usual, ...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
