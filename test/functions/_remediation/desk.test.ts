import { beforeEach, describe, expect, it } from 'vitest';
import { planHash } from '../../../engine/remediation/plan.ts';
import { askApproval } from '../../../functions/_remediation/ask.ts';
import { atTheDesk } from '../../../functions/_remediation/desk.ts';
import { planWith, triggerWith } from '../../engine/remediation/kit.ts';
import { BUCKET_RULE, openBucket, type Remedied, remedied, SERVES_AI, WORKFLOW } from './kit.ts';

const maya = 'arn:aws:sts::111122223333:assumed-role/Engineer/maya';
const jonas = 'arn:aws:sts::111122223333:assumed-role/Security/jonas';
const ID = 'plan-1';
const plan = planWith();
const hash = planHash(plan);

let of: Remedied;
beforeEach(async () => {
  of = await remedied({ settings: SERVES_AI });
});

const ask = (want: object | string, caller = jonas) =>
  atTheDesk(
    { caller, body: typeof want === 'string' ? want : JSON.stringify(want), id: 'r-1' },
    of.deskPorts,
  );

/** A plan that waits for an answer, asked for by Maya. */
async function waiting(hours = 1): Promise<void> {
  const trigger = triggerWith({ kind: 'request', requester: maya });
  const decision = { outcome: 'approve', because: 'asked', brake: 'requested', held: [] } as const;
  await of.store.savePlan({ id: ID, plan, hash, trigger, decision });
  await of.store.saveToken(ID, 'token', new Date(of.world.clock.ms() + hours * 3_600_000));
  await of.store.move(ID, ['planned'], 'asked');
  void of.world.tasks.open('token');
}

const tell = async () => undefined;

const approve = { do: 'approve', plan: ID, hash, reason: 'agreed' };

describe('an approval', () => {
  it('is of another person, who names the plan’s hash, and is recorded with who and why', async () => {
    await waiting();
    expect((await ask(approve)).status).toBe(200);
    const stored = await of.store.plan(ID);
    expect(stored).toMatchObject({ state: 'approved', approval: { by: jonas, reason: 'agreed' } });
    expect(await of.notes()).toEqual([expect.objectContaining({ stage: 'approved', by: jonas, hash })]);
  });

  it.each<[string, object, string, number]>([
    ['by the requester', approve, maya, 403],
    ['by the requester in another role', approve, 'arn:aws:iam::111122223333:user/Maya', 403],
    ['by nobody in particular', approve, 'arn:aws:sts::111122223333:assumed-role/CI/1700000000', 403],
    ['of another plan', { ...approve, hash: 'f'.repeat(64) }, jonas, 409],
    ['of a plan that is not there', { ...approve, plan: 'none' }, jonas, 404],
    ['without a reason', { ...approve, reason: ' ' }, jonas, 400],
    ['without anything', {}, jonas, 400],
  ])('%s is refused, and changes nothing', async (_what, want, caller, status) => {
    await waiting();
    const answer = await ask(want, caller);
    expect(answer).toMatchObject({ status, body: { refused: expect.any(String) } });
    expect((await of.store.plan(ID))?.state).toBe('asked');
    if (status !== 400)
      expect(await of.notes()).toEqual([expect.objectContaining({ stage: 'not-allowed', by: caller })]);
  });

  it('after its time is refused', async () => {
    await waiting();
    of.world.clock.advance(3_600_000);
    expect((await ask(approve)).status).toBe(409);
    expect((await of.store.plan(ID))?.state).toBe('asked');
  });

  it('that nobody waits for any more begins nothing', async () => {
    await waiting();
    of.world.tasks.end('token', { error: 'States.Timeout', cause: undefined });
    expect((await ask(approve)).status).toBe(409);
    // What the state machine does once nobody has answered.
    await askApproval({ id: ID, because: 'nobody answered' }, { ...of.deskPorts, settings: {}, tell });
    expect((await of.store.plan(ID))?.state).toBe('told');
  });

  it('that was cut off before the task heard of it can be said again', async () => {
    await waiting();
    const approval = { by: jonas, at: '2026-01-01T00:00:00.000Z', reason: 'agreed' };
    await of.store.move(ID, ['asked'], 'approved', { approval });
    const heard = of.world.tasks.open('token');
    expect((await ask(approve)).status).toBe(200);
    expect(await heard).toEqual({ output: JSON.stringify({ id: ID }) });
    expect((await of.store.plan(ID))?.approval).toEqual(approval);
  });

  it('of two at once is one, and it stands', async () => {
    await waiting();
    const ann = 'arn:aws:sts::111122223333:assumed-role/Security/ann';
    const answers = await Promise.all([ask(approve), ask(approve, ann)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const stored = await of.store.plan(ID);
    expect(stored?.state).toBe('approved');
    expect([jonas, ann]).toContain(stored?.approval?.by);
  });

  it('is one of two', async () => {
    await waiting();
    expect((await ask({ do: 'reject', plan: ID, reason: 'in use' })).status).toBe(200);
    expect((await ask(approve)).status).toBe(409);
    expect((await of.store.plan(ID))?.state).toBe('refused');
  });
});

describe('a rejection', () => {
  const reject = { do: 'reject', plan: ID, reason: 'in use' };

  it('that was cut off before the task heard of it can be said again, and then no more', async () => {
    await waiting();
    const heard = of.world.tasks.open('token');
    await of.store.move(ID, ['asked'], 'refused');
    expect((await ask(reject)).status).toBe(200);
    expect(await heard).toEqual({ error: 'Rejected', cause: `${jonas}: in use` });
    expect((await ask(reject)).status).toBe(409);
    expect((await ask(approve)).status).toBe(409);
  });

  it('is recorded once', async () => {
    await waiting();
    expect((await ask(reject)).status).toBe(200);
    await ask(reject);
    expect((await of.notes()).map(({ stage }) => stage)).toEqual(['rejected', 'not-allowed']);
  });
});

describe('a request', () => {
  it('starts an execution in the name of whoever asks', async () => {
    const { finding, key } = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    const want = { do: 'request', finding, rule: BUCKET_RULE, key, reason: 'public for no reason' };
    expect((await ask(want, maya)).status).toBe(202);
    const [started] = await of.world.functions.run();
    expect(started).toMatchObject({
      arn: WORKFLOW,
      event: { input: { kind: 'request', requester: maya, finding, key } },
    });
  });

  it('about what nobody knows is refused, and recorded', async () => {
    const want = { do: 'request', finding: 'assay/1', rule: BUCKET_RULE, key: 'none', reason: 'x' };
    expect((await ask(want, maya)).status).toBe(404);
    expect(of.world.functions.waiting).toBe(0);
    expect(await of.notes()).toHaveLength(1);
  });
});

describe('showing', () => {
  it('tells the plan in words, and never the token', async () => {
    await waiting();
    const { status, body } = await ask({ do: 'show', plan: ID });
    expect(status).toBe(200);
    expect(body).toMatchObject({ hash, text: expect.stringContaining('RootAccess') });
    expect(JSON.stringify(body)).not.toContain('token');
  });

  it('what is no request at all is refused', async () => {
    expect((await ask('{')).status).toBe(400);
    expect((await ask('[]')).status).toBe(400);
  });
});

describe('a containment', () => {
  const told = { kind: 'role', name: 'training', account: '111122223333', region: 'eu-central-1' };

  it.each([
    'contained',
    'released',
  ])('that was %s is evidence, by IAM’s word of whose it was', async (stage) => {
    const want = { do: stage, ...told, reason: 'case 4711', by: 'somebody else' };
    expect((await ask(want, maya)).status).toBe(200);
    expect(await of.notes()).toEqual([
      expect.objectContaining({ stage, because: 'case 4711', by: maya, ...told }),
    ]);
    expect(of.world.functions.waiting).toBe(0);
  });
});
