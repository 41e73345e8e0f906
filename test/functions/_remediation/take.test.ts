import { PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { publishedIn } from '../../../emulator/services/sns.ts';
import { executionName } from '../../../engine/remediation/trigger.ts';
import { atTheDesk } from '../../../functions/_remediation/desk.ts';
import { planRemediation } from '../../../functions/_remediation/plan.ts';
import type { PlanPorts } from '../../../functions/_remediation/ports.ts';
import { recordRemediation } from '../../../functions/_remediation/record.ts';
import { takeRemediation } from '../../../functions/_remediation/take.ts';
import {
  BUCKET,
  BUCKET_RULE,
  NOTEBOOK_RULE,
  openBucket,
  openNotebook,
  type Remedied,
  remedied,
  SERVES_AI,
} from './kit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const jonas = 'arn:aws:sts::111122223333:assumed-role/Security/jonas';

/** A plan that was made two minutes ago, of a bucket that somebody has changed since. */
async function lapsing(remediation = {}) {
  const of = await remedied({ settings: SERVES_AI, remediation: { mode: 'auto', ...remediation } });
  const trigger = await of.triggerFor(BUCKET_RULE, await openBucket(of));
  const id = executionName(trigger);
  await planRemediation({ id, trigger }, of.planPorts);
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
  const put = new PutPublicAccessBlockCommand({ Bucket: BUCKET.id, PublicAccessBlockConfiguration });
  await of.door.client(S3Client).send(put);
  of.world.clock.advance(2 * MINUTE);
  return { of, id, next: `${id}-r2`, trigger };
}

type When = 'before' | 'after';

/** Ports of a run that ends at its n-th word to the table or to evidence; with how many there were. */
function ending(ports: PlanPorts, nth: number, when: When) {
  let count = 0;
  const cut = async <T>(work: () => Promise<T>): Promise<T> => {
    count += 1;
    if (count > nth || (count === nth && when === 'before')) throw new Error('the run has ended');
    const result = await work();
    if (count === nth) throw new Error('the run has ended');
    return result;
  };
  const store = new Proxy(ports.store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      return typeof method === 'function'
        ? (...args: unknown[]) => cut(async () => Reflect.apply(method, target, args))
        : method;
    },
  });
  const sendEvidence: PlanPorts['sendEvidence'] = (...args) => cut(() => ports.sendEvidence(...args));
  return { ports: { ...ports, store, sendEvidence }, counted: () => count };
}

const NEVER = Number.POSITIVE_INFINITY;

describe('a run that ends halfway', () => {
  it.each<When>([
    'before',
    'after',
  ])('%s any of its words is taken up by the next, and one plan begins', async (when) => {
    const whole = await lapsing();
    const { ports, counted } = ending(whole.of.planPorts, NEVER, when);
    await takeRemediation({ id: whole.id }, ports);
    expect(counted()).toBeGreaterThan(8);
    for (let nth = 1; nth <= counted(); nth += 1) {
      const { of, id, next, trigger } = await lapsing({ budgetPerHour: 1 });
      const half = ending(of.planPorts, nth, when);
      await expect(takeRemediation({ id }, half.ports)).rejects.toThrow('the run has ended');
      expect([nth, await takeRemediation({ id }, of.planPorts)]).toEqual([
        nth,
        expect.objectContaining({ id: next, outcome: 'taken' }),
      ]);
      expect([nth, (await of.store.plan(id))?.state, (await of.store.plan(next))?.state]).toEqual([
        nth,
        'lapsed',
        'applying',
      ]);
      expect((await of.store.holder(trigger.key))?.execution).toBe(id);
      // Whatever is recorded twice says the same twice.
      const notes = await of.notes();
      const said = new Set(notes.map(({ stage, plan }) => `${stage} ${plan}`));
      expect([nth, said]).toEqual([nth, new Set([`lapsed ${id}`, `begun ${next}`])]);
    }
  }, 60_000);

  it('and is never taken up ends as failed, by the plan that stands, and lets the resource go', async () => {
    const { of, id, next, trigger } = await lapsing();
    await takeRemediation({ id }, of.planPorts);
    await recordRemediation({ id, end: 'failed', because: 'its answer was lost' }, of.planPorts);
    expect(await of.store.plan(next)).toMatchObject({ state: 'failed' });
    expect((await of.store.history(trigger.finding)).held).toMatchObject({ plan: next });
    expect(await of.store.holder(trigger.key)).toBeNull();
  });
});

describe('a resource that another remediation has', () => {
  it('is come back for, soon at first', async () => {
    const { of, id, trigger } = await lapsing();
    await of.store.lock(trigger.key, 'another');
    const waits = async () => (await takeRemediation({ id }, of.planPorts)).waitSeconds;
    expect(await waits()).toBe(60);
    of.world.clock.advance(HOUR);
    expect(await waits()).toBe(900);
    expect((await of.store.holder(trigger.key))?.execution).toBe('another');
    expect(await of.notes()).toEqual([]);
  });
});

describe('the budget of an hour', () => {
  const taken = async (of: Remedied, more: number) => {
    for (let index = 0; index < more; index += 1)
      await of.store.takeBudget('111122223333', `p${index}`, more);
  };

  it('that is used up is told, of what would go by itself, and is not waited for', async () => {
    const of = await remedied({ settings: SERVES_AI, remediation: { mode: 'auto', budgetPerHour: 1 } });
    await taken(of, 1);
    // The hour in which it was used up.
    const trigger = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    await taken(of, 1);
    const ran = await of.run(trigger);
    expect(ran.states.slice(-3)).toEqual(['Taken', 'Tell', 'Ended']);
    expect((await of.notes()).map(({ stage }) => stage)).toEqual(['told']);
    const [message] = publishedIn(of.world);
    expect(message?.message).toContain('not done: the budget of 1 remediations an hour is used up');
    expect(await of.store.holder(trigger.key)).toBeNull();
  });

  it.each([
    [1, 'Done', 'done'],
    [0, 'Tell', 'told'],
  ])('of %i lets what a person has approved go to %s', async (budgetPerHour, state, stage) => {
    const of = await remedied({ remediation: { mode: 'auto', budgetPerHour } });
    const ref = await openNotebook(of);
    await taken(of, budgetPerHour);
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), {
      answer: async (id) => {
        const hash = (await of.store.plan(id))?.hash;
        const body = JSON.stringify({ do: 'approve', plan: id, hash, reason: 'agreed' });
        await atTheDesk({ caller: jonas, body, id: 'r' }, of.deskPorts);
      },
    });
    expect(ran.states).toContain(state);
    expect(ran.states.includes('Queue')).toBe(budgetPerHour > 0);
    expect((await of.notes()).at(-1)).toMatchObject({ stage });
  });
});
