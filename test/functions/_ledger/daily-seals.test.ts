import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DAILY_SEALS } from '../../../engine/evidence/daily-seals.ts';
import { sealKey } from '../../../engine/evidence/layout.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { BUCKET } from '../../adapters/aws/ledger/kit.ts';
import { away, home, recordAt, sourceOf } from '../../engine/evidence/archive.ts';
import { overheard } from '../_config/deployed.ts';
import { BUS, deployed, sealingAccount } from './kit.ts';

const HOUR = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** An account at six in the evening, with somebody outside who listens. */
async function opened() {
  const account = await sealingAccount();
  const { door, world } = account;
  const sqs = door.client(SQSClient);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'outside' }));
  const bus = door.client(EventBridgeClient);
  const EventPattern = JSON.stringify({ 'detail-type': [DAILY_SEALS] });
  await bus.send(new PutRuleCommand({ EventBusName: BUS, Name: 'daily', EventPattern }));
  const Arn = `arn:aws:sqs:${REGION}:111122223333:outside`;
  await bus.send(
    new PutTargetsCommand({
      EventBusName: BUS,
      Rule: 'daily',
      Targets: [{ Id: 'outside', Arn, InputPath: '$.detail' }],
    }),
  );
  const midnight = Math.ceil(world.clock.now().getTime() / (24 * HOUR)) * 24 * HOUR;
  world.clock.advance(midnight - 6 * HOUR - world.clock.now().getTime());
  const made = await deployed(account);
  return {
    ...account,
    ...made,
    heard: overheard(),
    /** One hour, and what is sealed after it. */
    async hour() {
      world.clock.advance(HOUR);
      await made.sealHours();
    },
    async outside() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return Messages.map(({ Body = '' }) => JSON.parse(Body));
    },
  };
}

describe("the day's last seals", () => {
  it('are published once after midnight, of every shard, and prove that nothing was cut off before', async () => {
    const { world, send, deliver, store, hour, outside, files, publicKeyPem, heard } = await opened();
    await hour();
    await send(away, [recordAt(world.clock.now(), 1)]);
    await deliver(store);
    for (let each = 0; each < 4; each += 1) await hour();
    expect(await outside()).toEqual([]);
    await hour();
    const [published, ...more] = await outside();
    expect(more).toEqual([]);
    expect(published.seals.map(({ region }: { region: string }) => region).toSorted()).toEqual([
      home.region,
      away.region,
    ]);
    await hour();
    expect(await outside()).toEqual([]);
    expect(heard.metric('SealsUnpublished').slice(-2)).toEqual([0, 0]);

    const head = published.seals.map(({ seal }: { seal: string }) => seal);
    const check = async (archive: Map<string, Uint8Array>) =>
      verifyArchive(sourceOf(archive), {
        publicKeyPem: await publicKeyPem(),
        now: world.clock.now(),
        head,
      });
    const whole = await files();
    expect((await check(whole)).status).toBe('proven');
    const cut = [...whole].filter(([key]) => !/T(?:00|01)0000Z/.test(key) && !key.startsWith('lookup/'));
    expect((await check(new Map(cut))).status).toBe('failed');
  });

  it('are published by the next hour where the bus did not take them, and sealing does not wait', async () => {
    const { world, hour, outside, heard, verify } = await opened();
    for (let each = 0; each < 5; each += 1) await hour();
    world.faults.deny({ service: 'eventbridge', operation: 'PutEvents' });
    await hour();
    expect(heard.metric('SealsUnpublished').at(-1)).toBe(1);
    expect(await outside()).toEqual([]);
    world.faults.clear();
    await hour();
    expect(await outside()).toMatchObject([{ seals: [{ account: home.account, region: home.region }] }]);
    expect(heard.metric('SealsUnpublished').at(-1)).toBe(0);
    expect((await verify()).status).toBe('proven');
  });

  it('are the same again where it was forgotten that they were published', async () => {
    const { world, hour, outside } = await opened();
    for (let each = 0; each < 5; each += 1) await hour();
    world.faults.deny({
      service: 'dynamodb',
      operation: 'PutItem',
      when: ({ input }) => JSON.stringify(input).includes('"published"'),
    });
    await hour();
    const [first] = await outside();
    world.faults.clear();
    await hour();
    expect(await outside()).toEqual([first]);
  });

  it('are not published where something else lies over them', async () => {
    const { world, hour, outside, heard, s3, sealHours } = await opened();
    for (let each = 0; each < 5; each += 1) await hour();
    world.faults.deny({ service: 'eventbridge', operation: 'PutEvents' });
    await hour();
    world.faults.clear();
    const day = world.clock.now().toISOString().slice(0, 10);
    await s3.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: sealKey(home, `${day}T00:00:00.000Z`), Body: '{}' }),
    );
    await sealHours();
    expect(await outside()).toEqual([]);
    expect(heard.metric('SealsUnpublished').at(-1)).toBe(1);
    expect(JSON.stringify(heard.lines())).toContain('none that the sealing key has signed');
  });

  it('are not waited for of a shard that began after midnight', async () => {
    const { world, hour, send, deliver, store, outside, heard } = await opened();
    for (let each = 0; each < 6; each += 1) await hour();
    await outside();
    await send(away, [recordAt(world.clock.now(), 1)]);
    await deliver(store);
    await hour();
    expect(heard.metric('SealsUnpublished').at(-1)).toBe(0);
    expect(await outside()).toEqual([]);
  });
});
