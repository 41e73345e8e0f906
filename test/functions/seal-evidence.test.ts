import { execFileSync } from 'node:child_process';
import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { EVIDENCE_SCHEMA, evidenceQueue } from '../../adapters/aws/queue.ts';
import { emulate } from '../../emulator/index.ts';
import { shardName } from '../../engine/evidence/layout.ts';
import { parseSeal } from '../../engine/evidence/seal.ts';
import { REGION } from '../adapters/aws/kit.ts';
import { away, home, recordAt } from '../engine/evidence/archive.ts';
import { temporaryFolder } from '../support/folder.ts';
import { overheard } from './_config/deployed.ts';
import { deployed, MAX_RECEIVES, recordsIn, sealingAccount, VISIBILITY_MS } from './_ledger/kit.ts';

const HOUR = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function opened() {
  const account = await sealingAccount();
  const heard = overheard();
  return { ...account, heard, ...(await deployed(account)) };
}

const bodyOf = (records: unknown, shard: object = home, schema = EVIDENCE_SCHEMA) =>
  JSON.stringify({ schema, shard, records });

describe('the function that stores and seals evidence', () => {
  it('stores what is in the queue, seals every hour, and the archive verifies', async () => {
    const { world, send, deliver, store, sealHours, verify, heard, files } = await opened();
    await send(home, [recordAt(world.clock.now(), 1), recordAt(world.clock.now(), 2)]);
    await send(away, [recordAt(world.clock.now(), 3)]);
    await send(home, [recordAt(world.clock.now(), 4)]);
    expect(await deliver(store)).toBe(3);
    world.clock.advance(HOUR);
    expect(await sealHours()).toEqual({ batchItemFailures: [] });
    expect(await verify()).toMatchObject({
      status: 'proven',
      problems: [],
      counts: { segments: 2, records: 4, seals: 2 },
    });
    expect(recordsIn(await files())).toMatchObject([{ sequence: 1 }, { sequence: 2 }, { sequence: 3 }]);
    expect(heard.metric('SegmentsWritten')).toEqual([[1, 1]]);
    expect(heard.metric('SealsWritten')).toEqual([[1, 1]]);
    expect(heard.metric('SealAge')).toEqual([60]);
  });

  it('seals silence from its first hour on, also of shards that nothing comes from any more', async () => {
    const { world, send, deliver, store, sealHours, verify, files } = await opened();
    await sealHours();
    await send(away, [recordAt(world.clock.now(), 1)]);
    await deliver(store);
    for (let hour = 0; hour < 3; hour += 1) {
      world.clock.advance(HOUR);
      await sealHours();
    }
    expect(await verify()).toMatchObject({ status: 'proven', counts: { segments: 1, seals: 6 } });
    const seals = [...(await files())].flatMap(([key, bytes]) =>
      key.startsWith(`seals/${shardName(home)}/`) ? (parseSeal(bytes) ?? []) : [],
    );
    expect(seals.map(({ others }) => others.length)).toEqual([0, 1, 1]);
  });

  it('is verified by openssl too, with nothing of ours', async () => {
    const { world, sealHours, files, publicKeyPem } = await opened();
    await sealHours();
    world.clock.advance(HOUR);
    await sealHours();
    const folder = temporaryFolder();
    const key = folder.write('key.pem', await publicKeyPem());
    const stored = await files();
    const seal = [...stored.keys()].find((name) => name.startsWith('seals/') && name.endsWith('.json')) ?? '';
    const write = (name: string, at: string) =>
      folder.write(name, Buffer.from(stored.get(at) ?? new Uint8Array()));
    const signature = write('seal.sig', seal.replace('.json', '.sig'));
    const check = (file: string) =>
      execFileSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signature, file], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(check(write('seal.json', seal))).toContain('Verified OK');
    expect(() => check(write('other.json', 'index.json'))).toThrow();
  });

  it('gives back a batch that could not be stored, and seals the other shards where one cannot be', async () => {
    const { world, send, deliver, store, sealHours, waitingIn, queue, verify, kms, archive, heard } =
      await opened();
    await sealHours();
    await send(home, [recordAt(world.clock.now(), 1)]);
    await send(away, [recordAt(world.clock.now(), 2)]);
    await kms.send(new DisableKeyCommand({ KeyId: archive.keyArn }));
    await deliver(store);
    world.clock.advance(VISIBILITY_MS);
    expect(await waitingIn(queue.url)).toBe(2);
    const unstored = heard.lines().map((line) => JSON.stringify(line));
    expect(unstored.filter((line) => /could not store evidence.*aws kms enable-key/.test(line))).toHaveLength(
      2,
    );
    await kms.send(new EnableKeyCommand({ KeyId: archive.keyArn }));
    await deliver(store);
    expect(await waitingIn(queue.url)).toBe(0);
    world.clock.advance(HOUR);
    world.faults.deny({
      service: 's3',
      operation: 'PutObject',
      when: ({ input }) => JSON.stringify(input).includes(`seals/${shardName(away)}/`),
    });
    await expect(sealHours()).rejects.toThrow(/1 of 2 shards are not sealed: 111122223333\/us-east-1/);
    expect((await verify()).shards).toMatchObject([{ region: 'eu-central-1', seals: 1 }, { seals: 0 }]);
    world.faults.clear();
    await sealHours();
    expect(await verify()).toMatchObject({ status: 'proven', counts: { records: 2 } });
  });

  it('marks what others send as theirs, so that nobody takes it for the word of the functions', async () => {
    const { world, send, deliver, store, sealHours, verify, files, queue, aws } = await opened();
    const { config, install, principal } = emulate(world, {
      region: REGION,
      principal: `arn:aws:sts::${home.account}:assumed-role/Admin/eve`,
    });
    const sendAsEve = evidenceQueue(createAws({ region: REGION, config, install, now: aws.now }), queue.url);
    await send(home, [recordAt(world.clock.now(), 1)]);
    await sendAsEve(home, [recordAt(world.clock.now(), 2), recordAt(world.clock.now(), 3)]);
    await deliver(store);
    expect(recordsIn(await files()).map(({ sender = null }) => sender)).toEqual([
      null,
      principal.id,
      principal.id,
    ]);
    world.clock.advance(HOUR);
    await sealHours();
    const { status, notes } = await verify();
    expect(status).toBe('proven');
    expect(notes).toContainEqual(
      expect.objectContaining({ kind: 'other-sender', message: expect.stringContaining(`2 records`) }),
    );
  });

  it('says at once which variable is missing', async () => {
    const account = await sealingAccount();
    await expect(deployed(account, { without: 'SEAL_KEY_ARN' })).rejects.toThrow(/SEAL_KEY_ARN is missing/);
  });
});

describe('a message that is no evidence that can be stored', () => {
  const good = recordAt(new Date('2026-01-01T00:00:00Z'), 1);
  const about = (account: string) => ({ ...good, kind: 'evaluation', resource: { account } });

  it.each<[string, string, RegExp]>([
    ['no JSON', 'hello', /it is no JSON/],
    ['no object', '[]', /it is no assay\.evidence-batch\/1/],
    ['another schema', bodyOf([good], home, 'assay.evidence-batch/2' as never), /schema: /],
    ['no records', bodyOf([]), /records: /],
    ['a record of another version', bodyOf([{ ...good, schema: 'assay.evidence/9' }]), /records\.0\.schema/],
    ['a record of no time', bodyOf([{ ...good, recordedAt: 'soon' }]), /recordedAt: expected a time/],
    ['a Region that is none', bodyOf([good], { ...home, region: '../x' }), /expected a Region/],
    ['another shard than its group', bodyOf([good], away), /us-east-1, in the group .*eu-central-1/],
    ['another account', bodyOf([about('999999999999')]), /of account 999999999999/],
    ['a record still to come', bodyOf([{ ...good, recordedAt: '2027-01-01T00:00:00Z' }]), /still to come/],
    ['half a character', bodyOf([{ ...good, detail: { text: '\ud800' } }]), /no canonical form/],
  ])('(%s) goes to the dead letters, and what comes after it does not wait long', async (_name, body, why) => {
    const { world, send, sendRaw, deliver, store, inDeadLetters, sealHours, verify, heard } = await opened();
    await send(home, [recordAt(world.clock.now(), 1)]);
    await sendRaw(body);
    await send(home, [recordAt(world.clock.now(), 2)]);
    const logged: string[] = [];
    for (let delivery = 0; delivery <= MAX_RECEIVES; delivery += 1) {
      await deliver(store);
      // Far less than the queue's time-out.
      world.clock.advance(2000);
    }
    logged.push(...heard.lines().map((line) => JSON.stringify(line)));
    expect(await inDeadLetters()).toEqual([body]);
    expect(heard.metric('PoisonMessages')).toHaveLength(MAX_RECEIVES);
    expect(logged.find((line) => line.includes('dead-letter queue'))).toMatch(why);
    world.clock.advance(HOUR);
    await sealHours();
    expect(await verify()).toMatchObject({ status: 'proven', problems: [], counts: { records: 2 } });
  });

  it('holds up its group for longer, and no more, if it cannot be hastened', async () => {
    const { world, send, sendRaw, deliver, store, queue, waitingIn } = await opened();
    await sendRaw('hello');
    await send(home, [recordAt(world.clock.now(), 1)]);
    world.faults.deny({ service: 'sqs', operation: 'ChangeMessageVisibilityBatch' });
    await deliver(store);
    world.clock.advance(VISIBILITY_MS);
    expect(await waitingIn(queue.url)).toBe(1);
  });

  it('is not what a canonical record is not stored for', async () => {
    const { world, send, deliver, store, queue, waitingIn } = await opened();
    await send(home, [recordAt(world.clock.now(), 1)]);
    world.faults.deny({ service: 'dynamodb' });
    await deliver(store);
    world.clock.advance(VISIBILITY_MS);
    expect(await waitingIn(queue.url)).toBe(1);
  });
});
