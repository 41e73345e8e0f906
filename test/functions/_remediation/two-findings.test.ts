import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeNotebookInstanceCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { publishedIn } from '../../../emulator/services/sns.ts';
import { MOST_ROUNDS } from '../../../engine/remediation/standing.ts';
import { executionName } from '../../../engine/remediation/trigger.ts';
import { atTheDesk } from '../../../functions/_remediation/desk.ts';
import { remediations } from '../../../remediations/index.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { REGION } from '../../adapters/aws/kit.ts';
import { BUCKET, type Deed, NOTEBOOK_RULE, openNotebook, type Remedied, remedied, SERVES_AI } from './kit.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const jonas = 'arn:aws:sts::111122223333:assumed-role/Security/jonas';

const stagesOf = (notes: readonly JsonObject[]) => notes.map(({ stage }) => stage);

async function approve(of: Remedied, id: string, hash?: string) {
  const body = JSON.stringify({
    do: 'approve',
    plan: id,
    hash: hash ?? (await of.store.plan(id))?.hash,
    reason: 'agreed',
  });
  return atTheDesk({ caller: jonas, body, id: 'r' }, of.deskPorts);
}

const TLS = 'ai-bucket-tls-only';
const CROSS = 'ai-bucket-cross-account';

/** Both write the bucket's policy whole; here, as if nobody could mind. */
const known = remediations.map((each) =>
  each.repairs.some((rule) => rule === TLS || rule === CROSS) ? { ...each, risk: 'safe' as const } : each,
);

const EVERYBODY = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::training-data/*',
};
const NO_PLAIN_HTTP = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::training-data', 'arn:aws:s3:::training-data/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const putPolicy = ({ door }: Remedied, ...Statement: readonly object[]) =>
  door.client(S3Client).send(
    new PutBucketPolicyCommand({
      Bucket: BUCKET.id,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );

async function statements({ door }: Remedied): Promise<readonly JsonObject[]> {
  const { Policy = '{}' } = await door
    .client(S3Client)
    .send(new GetBucketPolicyCommand({ Bucket: BUCKET.id }));
  return JSON.parse(Policy).Statement;
}

/** A bucket in order, until somebody opened it to everybody, plain HTTP among it: two findings of one change. */
async function openPolicy(remediation = {}): Promise<Remedied> {
  const of = await remedied({
    settings: { ...SERVES_AI, profile: 'sensitive' },
    remediation: { mode: 'auto', ...remediation },
    known,
  });
  const { door, world, evaluate, events, records } = of;
  await door.client(S3Client).send(
    new CreateBucketCommand({
      Bucket: BUCKET.id,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  await putPolicy(of, NO_PLAIN_HTTP);
  world.clock.advance(60 * MINUTE);
  await evaluate(...events());
  await putPolicy(of, EVERYBODY);
  world.clock.advance(1000);
  await evaluate(...events());
  world.clock.advance(60 * MINUTE);
  await records();
  return of;
}

async function expectBothRight(of: Remedied): Promise<void> {
  const now = await statements(of);
  expect(now).toContainEqual(NO_PLAIN_HTTP);
  expect(now).toContainEqual({
    ...EVERYBODY,
    Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
  });
  expect(now).toHaveLength(2);
}

const orders = [
  [TLS, CROSS],
  [CROSS, TLS],
] as const;

describe('two safe remediations of one resource', () => {
  it.each(
    orders,
  )('%s, planned before %s was put right, is planned anew and takes nothing back', async (a, b) => {
    const of = await openPolicy();
    const second = await of.triggerFor(b, BUCKET);
    let whole: readonly Deed[] = [];
    const ran = await of.run(await of.triggerFor(a, BUCKET), {
      // The whole of the other one, between the plan and its beginning, within the minute.
      after: async ({ deed }) => {
        if (deed === 'plan') whole = (await of.run(second)).invocations;
      },
    });
    expect(whole).toEqual(['plan', 'take', 'apply', 'verify', 'record']);
    expect(ran).toMatchObject({ error: null, invocations: whole });
    await expectBothRight(of);
    const notes = await of.notes();
    expect(stagesOf(notes)).toEqual(['begun', 'done', 'lapsed', 'begun', 'done']);
    // Evidence of both plans: the one that lapsed, and the one in its place.
    const [, , lapsed, begun, done] = notes;
    const next = `${ran.id}-r2`;
    expect(lapsed).toMatchObject({ plan: ran.id, planned: { rule: a }, next: { plan: next } });
    expect(begun).toMatchObject({ plan: next, hash: Object(lapsed)['next'].hash, planned: { rule: a } });
    expect(done).toMatchObject({ plan: next });
    expect(publishedIn(of.world)).toEqual([]);
    expect(await of.store.plan(ran.id)).toMatchObject({ state: 'lapsed', next });
    expect(await of.store.plan(next)).toMatchObject({ state: 'done' });
    expect(await of.store.holder((await of.triggerFor(a, BUCKET)).key)).toBeNull();
  });

  it.each(orders)('%s and %s at once are one after the other', async (...both) => {
    const of = await openPolicy();
    const triggers = await Promise.all(both.map((rule) => of.triggerFor(rule, BUCKET)));
    const all = await Promise.all(triggers.map((trigger) => of.run(trigger)));
    expect(all.map(({ error }) => error)).toEqual([null, null]);
    await expectBothRight(of);
    const ends = stagesOf(await of.notes()).filter((stage) => stage === 'done');
    expect(ends).toHaveLength(2);
    expect(publishedIn(of.world)).toEqual([]);
  });

  it('count as two of the budget, however often they are planned', async () => {
    const of = await openPolicy({ budgetPerHour: 2 });
    const second = await of.triggerFor(CROSS, BUCKET);
    await of.run(await of.triggerFor(TLS, BUCKET), {
      after: async ({ deed }) => void (deed === 'plan' && (await of.run(second))),
    });
    await expectBothRight(of);
  });

  it('are no fight: what is planned anew has not been reopened', async () => {
    const of = await openPolicy();
    const second = await of.triggerFor(CROSS, BUCKET);
    const first = await of.triggerFor(TLS, BUCKET);
    await of.run(first, { after: async ({ deed }) => void (deed === 'plan' && (await of.run(second))) });
    expect(Object.keys((await of.store.history(first.finding)).openings)).toHaveLength(1);
  });
});

describe('what is planned anew', () => {
  const lapsing = (of: Remedied, act: () => Promise<unknown>) => ({
    after: async ({ deed }: { deed: Deed }) => {
      if (deed !== 'plan') return;
      await act();
      of.world.clock.advance(2 * MINUTE);
    },
  });

  it('is left alone where it is right by now', async () => {
    const of = await openPolicy();
    const ran = await of.run(
      await of.triggerFor(TLS, BUCKET),
      lapsing(of, () => putPolicy(of, NO_PLAIN_HTTP)),
    );
    expect(ran.invocations).toEqual(['plan', 'take']);
    expect(stagesOf(await of.notes())).toEqual(['refused']);
  });

  it('asks a person where it may not happen by itself any more', async () => {
    const of = await openPolicy({ tags: { careful: 'approve' } });
    const { PutBucketTaggingCommand } = await import('@aws-sdk/client-s3');
    const Tagging = { TagSet: [{ Key: 'careful', Value: 'yes' }] };
    const tag = new PutBucketTaggingCommand({ Bucket: BUCKET.id, Tagging });
    const ran = await of.run(
      await of.triggerFor(TLS, BUCKET),
      lapsing(of, () => of.door.client(S3Client).send(tag)),
    );
    expect(ran.invocations).toEqual(['plan', 'take', 'ask', 'ask']);
    expect(await statements(of)).toEqual([EVERYBODY]);
    expect(stagesOf(await of.notes())).toEqual(['lapsed', 'asked', 'told']);
  });

  it('is told where the switch is off by now, about the state of now', async () => {
    const of = await openPolicy();
    const other = { ...EVERYBODY, Sid: 'Other' };
    const ran = await of.run(
      await of.triggerFor(TLS, BUCKET),
      lapsing(of, async () => {
        await putPolicy(of, other);
        await of.setSwitch('off');
      }),
    );
    expect(await statements(of)).toEqual([other]);
    const [message, ...more] = publishedIn(of.world);
    expect(more).toEqual([]);
    expect(message?.message).toContain('Sid');
    expect(message?.message).toContain(`instead of ${ran.id}, which has lapsed`);
  });
});

const IMDS_RULE = 'sagemaker-notebook-imdsv2';

const update = async (
  { door, world }: Remedied,
  input: { RootAccess?: 'Enabled' | 'Disabled'; imds?: '1' | '2' },
) => {
  const client = door.client(SageMakerClient);
  const name = { NotebookInstanceName: 'study' };
  await client.send(new StopNotebookInstanceCommand(name));
  world.clock.advance(60 * MINUTE);
  const { imds, ...more } = input;
  await client.send(
    new UpdateNotebookInstanceCommand({
      ...name,
      ...more,
      ...(imds && { InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: imds } }),
    }),
  );
  world.clock.advance(60 * MINUTE);
  await client.send(new StartNotebookInstanceCommand(name));
  world.clock.advance(60 * MINUTE);
};

const notebook = async ({ door }: Remedied) => {
  const describe = new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'study' });
  const { NotebookInstanceStatus, RootAccess, InstanceMetadataServiceConfiguration } = await door
    .client(SageMakerClient)
    .send(describe);
  return [
    NotebookInstanceStatus,
    RootAccess,
    InstanceMetadataServiceConfiguration?.MinimumInstanceMetadataServiceVersion,
  ];
};

async function openStudy() {
  const of = await remedied({ settings: { profile: 'all' } });
  of.world.settleMs = undefined;
  const ref = await openNotebook(of, {
    InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '1' },
  });
  return { of, ref };
}

const asksIn = ({ world }: Remedied) =>
  publishedIn(world).filter(({ message }) => message?.includes('assay approve'));

describe('two disruptive remediations of one resource', () => {
  it.each([
    [NOTEBOOK_RULE, IMDS_RULE],
    [IMDS_RULE, NOTEBOOK_RULE],
  ])('%s, approved days after %s was put right, is asked for once more', async (late, early) => {
    const { of, ref } = await openStudy();
    const second = await of.triggerFor(early, ref);
    const asked: string[] = [];
    const ran = await of.run(await of.triggerFor(late, ref), {
      async answer(id) {
        asked.push(id);
        if (asked.length === 1) {
          await of.run(second, { answer: async (other) => void (await approve(of, other)) });
          of.world.clock.advance(30 * MINUTE);
        }
        expect((await approve(of, id)).status).toBe(200);
      },
    });
    expect(ran.error).toBeNull();
    expect(asked).toEqual([ran.id, `${ran.id}-r2`]);
    expect(await notebook(of)).toEqual(['InService', 'Disabled', '2']);
    const notes = (await of.notes()).filter(({ plan }) => String(plan).startsWith(ran.id));
    expect(stagesOf(notes)).toEqual(['asked', 'approved', 'lapsed', 'asked', 'approved', 'begun', 'done']);
    // One question for each state of each.
    expect(asksIn(of)).toHaveLength(3);
    expect(asksIn(of).at(-1)?.message).toContain(`instead of ${ran.id}, which has lapsed`);
  });

  it('do not inherit an approval: the one of the old plan lets nothing happen', async () => {
    const { of, ref } = await openStudy();
    const answers: unknown[] = [];
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), {
      async answer(id) {
        if (!id.endsWith('-r2')) {
          await update(of, { imds: '2' });
          await approve(of, id);
          return;
        }
        const old = await of.store.plan(id.replace('-r2', ''));
        answers.push(await approve(of, old?.id ?? '', old?.hash), await approve(of, id, old?.hash));
        throw Object.assign(new Error('nobody'), { name: 'States.Timeout' });
      },
    });
    expect(answers).toEqual([
      { status: 409, body: { refused: expect.stringContaining(`${ran.id}-r2 takes its place`) } },
      { status: 409, body: { refused: 'the hash is of another plan' } },
    ]);
    expect(ran.invocations).not.toContain('apply');
    expect(await notebook(of)).toEqual(['InService', 'Enabled', '2']);
    expect(publishedIn(of.world).at(-1)?.message).toContain('not done: nobody answered');
  });

  it('stay unanswered: an old message shows which plan stands now', async () => {
    const { of, ref } = await openStudy();
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), {
      async answer(id) {
        if (id.endsWith('-r2')) throw Object.assign(new Error('nobody'), { name: 'States.Timeout' });
        await update(of, { imds: '2' });
        await approve(of, id);
      },
    });
    const body = JSON.stringify({ do: 'show', plan: ran.id });
    const shown = await atTheDesk({ caller: jonas, body, id: 'r' }, of.deskPorts);
    expect(shown.body).toMatchObject({ state: 'lapsed', next: `${ran.id}-r2` });
  });

  it('end, and say so, where the resource is another one each time', async () => {
    const { of, ref } = await openStudy();
    let times = 0;
    const ran = await of.run(await of.triggerFor(NOTEBOOK_RULE, ref), {
      async answer(id) {
        times += 1;
        await update(of, { imds: times % 2 === 0 ? '1' : '2' });
        await approve(of, id);
      },
    });
    expect(ran.error).toBeNull();
    expect(times).toBe(MOST_ROUNDS);
    expect(ran.states.slice(-3)).toEqual(['Taken', 'Tell', 'Ended']);
    expect(ran.invocations).not.toContain('apply');
    expect(stagesOf(await of.notes()).at(-1)).toBe('told');
    expect(publishedIn(of.world).at(-1)?.message).toContain(`it was planned ${MOST_ROUNDS} times`);
    expect(await of.store.holder((await of.triggerFor(NOTEBOOK_RULE, ref)).key)).toBeNull();
  });

  it('wait for each other once both are approved, and only the one that begins begins', async () => {
    const { of, ref } = await openStudy();
    const triggers = await Promise.all([NOTEBOOK_RULE, IMDS_RULE].map((rule) => of.triggerFor(rule, ref)));
    const all = await Promise.all(
      triggers.map((trigger) => of.run(trigger, { answer: async (id) => void (await approve(of, id)) })),
    );
    expect(all.map(({ error }) => error)).toEqual([null, null]);
    expect(await notebook(of)).toEqual(['InService', 'Disabled', '2']);
    expect(stagesOf(await of.notes()).filter((stage) => stage === 'begun')).toHaveLength(2);
    // The later of them was planned, or asked for, about a notebook as it was before.
    expect(asksIn(of).length).toBeLessThanOrEqual(3);
  });
});

describe('a resource that another remediation works on', () => {
  it('is planned when that is done, and not halfway', async () => {
    const { of, ref } = await openStudy();
    const trigger = await of.triggerFor(NOTEBOOK_RULE, ref);
    await of.store.lock(trigger.key, 'another');
    await of.door
      .client(SageMakerClient)
      .send(new StopNotebookInstanceCommand({ NotebookInstanceName: 'study' }));
    const ran = await of.run(trigger, {
      answer: async (id) => void (await approve(of, id)),
      async before({ deed, count }) {
        if (deed !== 'plan' || count !== 3) return;
        const start = new StartNotebookInstanceCommand({ NotebookInstanceName: 'study' });
        await of.door.client(SageMakerClient).send(start);
        of.world.clock.advance(60 * MINUTE);
        await of.store.unlock(trigger.key, 'another');
      },
    });
    expect(ran.invocations.slice(0, 4)).toEqual(['plan', 'plan', 'plan', 'ask']);
    expect(asksIn(of)).toHaveLength(1);
    expect(await notebook(of)).toEqual(['InService', 'Disabled', '1']);
  });

  it('is waited for, and not for ever: after a day people are told', async () => {
    const { of, ref } = await openStudy();
    const trigger = await of.triggerFor(NOTEBOOK_RULE, ref);
    const begun = of.world.clock.ms();
    const ran = await of.run(trigger, {
      answer: async (id) => void (await approve(of, id)),
      before: async ({ deed }) => {
        if (deed === 'take') await of.store.lock(trigger.key, 'another');
      },
    });
    expect(ran.states).toContain('Queue');
    expect(ran.states.slice(-2)).toEqual(['Tell', 'Ended']);
    expect(of.world.clock.ms() - begun).toBeLessThan(2 * DAY);
    expect(ran.states.length).toBeLessThan(600);
    expect(publishedIn(of.world).at(-1)?.message).toContain('another remediation works on it');
    // No failure of its own: nothing is held.
    expect((await of.store.history(trigger.finding)).held).toBeNull();
    expect(ran.id).toBe(executionName(trigger));
  });
});
