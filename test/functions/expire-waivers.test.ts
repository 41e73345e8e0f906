import { describe, expect, it, vi } from 'vitest';
import { postureStore } from '../../adapters/aws/posture.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { WAIVER_TYPE, waiverStandings } from '../../engine/waiver-finding.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { FAILS, NOTEBOOK, PASSES, UNREADABLE } from '../support/posture.ts';
import { messagesIn, type Outside, outside, reader } from './_publishing/kit.ts';

const RULE = 'sagemaker-notebook-root-access';
const DAY = 86_400_000;

const waiver: Waiver = {
  rule: RULE,
  scope: { resource: 'research' },
  owner: 'Bob',
  requester: 'Bob',
  approver: 'Ann',
  ticket: 'SEC-1',
  reason: 'research',
  approved: '2025-12-01',
  expires: '2026-01-10',
};
const { owner, approver, ticket, reason, expires } = waiver;
const applied = { owner, approver, ticket, reason, expires };

const named = (id: string, more: Partial<ResourceRef> = {}): ResourceRef => ({
  ...NOTEBOOK,
  id,
  arn: `${NOTEBOOK.arn?.replace('research', id)}`,
  ...more,
});

async function reviewed(waivers: readonly Waiver[], before?: Outside) {
  const made = before ?? (await outside({ waivers }));
  const expire = await made.load('expire-waivers');
  const { metrics } = await import('../../functions/_runtime/observability.ts');
  const spied = vi.spyOn(metrics, 'addMetric');
  return {
    ...made,
    run: () => expire({}),
    async looks() {
      const messages = await taken(made, made.urls.inventory);
      return messages.map((look) => Object(Reflect.get(look, 'ref')).id).toSorted();
    },
    async notices() {
      const batches = await taken(made, made.urls.evidence);
      return batches.flatMap((batch) =>
        Object(batch).records.map((each: object) => Reflect.get(each, 'detail')),
      );
    },
    /** Of the last run. */
    measured: (name: string) => spied.mock.calls.findLast(([each]) => each === name)?.[2],
    async tell() {
      await reader(made, await made.load('publish-findings')).all();
      return [...(await made.findings()).values()].filter(
        ({ GeneratorId }) => GeneratorId === 'assay/waiver-in-order',
      );
    },
  };
}

async function taken(made: Outside, url: string): Promise<object[]> {
  const { DeleteMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const messages = await messagesIn(made, url);
  for (const { ReceiptHandle } of messages)
    await made.door.client(SQSClient).send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  return messages.map(({ Body = '' }) => JSON.parse(Body));
}

describe('resources under waivers', () => {
  it('are looked at where another waiver is in force than they show, and nowhere else', async () => {
    const ended = { ...waiver, scope: { resource: 'ended' }, expires: '2025-12-31' };
    const changed = { ...waiver, scope: { resource: 'changed' }, reason: 'a better one' };
    const began = { ...waiver, scope: { resource: 'began' } };
    const { judge, run, looks } = await reviewed([waiver, ended, changed, began]);
    await judge({ [RULE]: { verdict: FAILS, waiver: applied } });
    await judge(
      { [RULE]: { verdict: FAILS, waiver: { ...applied, expires: '2025-12-31' } } },
      named('ended'),
    );
    await judge({ [RULE]: { verdict: FAILS, waiver: applied } }, named('changed'));
    await judge({ [RULE]: FAILS }, named('began'));
    await judge({ [RULE]: { verdict: FAILS, waiver: applied } }, named('removed'));
    await judge({ [RULE]: FAILS }, named('never'));
    await judge({ [RULE]: PASSES }, named('began-too'));
    await run();
    expect(await looks()).toEqual(['began', 'changed', 'ended', 'removed']);
  });

  it('are looked at again on the day after the last one of their waiver', async () => {
    const { judge, run, looks, world } = await reviewed([waiver]);
    await judge({ [RULE]: { verdict: FAILS, waiver: applied } });
    world.clock.set(new Date('2026-01-10T23:59:59Z'));
    await run();
    expect(await looks()).toEqual([]);
    world.clock.set(new Date('2026-01-11T00:00:00Z'));
    await run();
    expect(await looks()).toEqual(['research']);
  });

  it('that are gone are left alone', async () => {
    const { judge, run, looks, remember, now } = await reviewed([]);
    const posture = await judge({ [RULE]: { verdict: FAILS, waiver: applied } });
    const { postureWhenDeleted } = await import('../../engine/posture.ts');
    await remember(postureWhenDeleted(posture, now()), posture);
    await run();
    expect(await looks()).toEqual([]);
  });
});

describe('waivers that are not in order', () => {
  const ended = { ...waiver, ticket: 'SEC-0', scope: { resource: 'ended' }, expires: '2025-12-31' };
  const long = { ...waiver, ticket: 'SEC-2', scope: { resource: 'long' }, expires: '2028-01-01' };

  it('are findings of the account', async () => {
    const { judge, run, tell } = await reviewed([waiver, ended, long]);
    await judge({ [RULE]: { verdict: FAILS, waiver: applied } });
    await run();
    const told = await tell();
    expect(told).toHaveLength(2);
    expect(told).toMatchObject(
      told.map(() => ({
        Compliance: { Status: 'FAILED' },
        Workflow: { Status: 'NEW' },
        Severity: { Label: 'MEDIUM' },
        Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' }],
      })),
    );
    const said = told.map(({ Description }) => Description).join();
    expect(said).toContain('waivers[SEC-0].expires is 2025-12-31, expected a day that has not passed');
    expect(said).toContain('waivers[SEC-2].expires is 2028-01-01');
  });

  it('are found of no use after two days, and not before: the first sweep takes its time', async () => {
    const { run, tell, world } = await reviewed([{ ...waiver, expires: '2026-06-30' }]);
    await run();
    world.clock.advance(2 * DAY - 1);
    await run();
    expect(await tell()).toEqual([]);
    world.clock.advance(1);
    await run();
    expect(await tell()).toMatchObject([{ Compliance: { Status: 'FAILED' } }]);
  });

  it('are of use while what they cover cannot be read', async () => {
    const { judge, run, tell, world } = await reviewed([{ ...waiver, expires: '2026-06-30' }]);
    await judge({ [RULE]: FAILS });
    await judge({ [RULE]: UNREADABLE });
    await run();
    world.clock.advance(3 * DAY);
    await run();
    expect(await tell()).toEqual([]);
  });

  it.each<[string, readonly Waiver[], object]>([
    [
      'renewed',
      [{ ...ended, expires: '2026-06-30' }],
      { Compliance: { Status: 'PASSED' }, Workflow: { Status: 'RESOLVED' } },
    ],
    ['removed', [], { RecordState: 'ARCHIVED' }],
  ])('are in order again when they are %s', async (_name, after, expected) => {
    const first = await reviewed([ended]);
    await first.judge({ [RULE]: FAILS }, named('ended'));
    await first.run();
    expect(await first.tell()).toMatchObject([{ Compliance: { Status: 'FAILED' } }]);
    first.world.clock.advance(DAY);
    const second = await redeployed(first, after);
    await second.run();
    expect(await second.tell()).toMatchObject([expected]);
  });

  it('are told again before Security Hub forgets them', async () => {
    const { run, tell, world } = await reviewed([ended]);
    await run();
    const [first] = await tell();
    world.clock.advance(59 * DAY);
    await run();
    expect(await tell()).toEqual([first]);
    world.clock.advance(DAY);
    await run();
    const [again] = await tell();
    expect(Date.parse(again?.UpdatedAt ?? '')).toBe(world.clock.ms() - 1000);
  });
});

/** The same account, with other waivers. */
async function redeployed(made: Outside, waivers: readonly Waiver[]) {
  vi.resetModules();
  return reviewed(waivers, { ...made, load: (file) => made.load(file, { waivers }) });
}

describe('what is kept of waivers', () => {
  it('is evidence of each that began, changed, ended or was removed, and of nothing twice', async () => {
    const first = await reviewed([waiver]);
    await first.judge({ [RULE]: { verdict: FAILS, waiver: applied } });
    await first.run();
    await first.run();
    const id = waiverStandings([waiver], [])[0]?.id;
    expect(await first.notices()).toEqual([{ waiver: id, state: 'in-force', waivers: [waiver] }]);
    const renewed = { ...waiver, reason: 'more research' };
    const second = await redeployed(first, [renewed]);
    await second.run();
    expect(await second.notices()).toEqual([{ waiver: id, state: 'in-force', waivers: [renewed] }]);
    first.world.clock.set(new Date('2026-01-11T00:00:00Z'));
    await second.run();
    const because = 'it ended on 2026-01-10; fix the resource or ask again';
    expect(await second.notices()).toEqual([{ waiver: id, state: 'expired', because, waivers: [renewed] }]);
    const third = await redeployed(first, []);
    await third.run();
    await third.run();
    expect(await third.notices()).toEqual([{ waiver: id, state: 'removed' }]);
  });

  it('comes before posture: a crash in between repeats it', async () => {
    const { run, notices, world } = await reviewed([waiver]);
    const stop = world.faults.add({
      service: 'dynamodb',
      operation: 'PutItem',
      error: { name: 'InternalServerError', message: 'no', statusCode: 500 },
    });
    await expect(run()).rejects.toThrow();
    expect(await notices()).toHaveLength(1);
    stop();
    world.clock.advance(1000);
    await run();
    expect(await notices()).toHaveLength(1);
  });

  it('are figures: how many have ended, and how many will soon', async () => {
    const ended = { ...waiver, scope: { resource: 'ended' }, expires: '2025-12-31' };
    const later = { ...waiver, scope: { resource: 'later' }, expires: '2026-01-16' };
    const { run, measured } = await reviewed([waiver, ended, later]);
    await run();
    expect([measured('WaiversExpired'), measured('WaiversEndingSoon')]).toEqual([1, 1]);
  });

  it('is one posture a risk', async () => {
    const { run, door, world } = await reviewed([waiver, { ...waiver, expires: '2026-01-05' }]);
    await run();
    const { createAws } = await import('../../adapters/aws/aws.ts');
    const { config, install } = door;
    const aws = createAws({ region: 'eu-central-1', config, install, now: world.clock.now });
    const found: string[] = [];
    for await (const { ref } of postureStore(aws, 'posture').ofType(WAIVER_TYPE)) found.push(ref.id);
    expect(found).toHaveLength(1);
  });
});
