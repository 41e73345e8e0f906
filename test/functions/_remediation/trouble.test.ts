import { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { atTheDesk } from '../../../functions/_remediation/desk.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import {
  BUCKET,
  BUCKET_RULE,
  type Invocation,
  NOTEBOOK_RULE,
  openBucket,
  openNotebook,
  type Remedied,
  type RunOptions,
  remedied,
  SERVES_AI,
} from './kit.ts';

const ENDS = ['done', 'undone', 'refused', 'failed', 'gone', 'stopped'];
/** More than any way through takes: what goes on after that goes on for ever. */
const MOST_INVOCATIONS = 400;

const jonas = 'arn:aws:sts::111122223333:assumed-role/Security/jonas';

const answer = (of: Remedied) => async (id: string) => {
  const stored = await of.store.plan(id);
  const body = JSON.stringify({ do: 'approve', plan: id, hash: stored?.hash, reason: 'agreed' });
  await atTheDesk({ caller: jonas, body, id: 'r' }, of.deskPorts);
};

/** What can be seen of a resource: as it was, as it should be, or neither. */
interface Story {
  readonly name: string;
  open(): Promise<{ of: Remedied; run(options: RunOptions): ReturnType<Remedied['run']> }>;
  state(of: Remedied): Promise<'before' | 'after' | JsonObject>;
}

const bucket: Story = {
  name: 'a bucket',
  async open() {
    const of = await remedied({ settings: SERVES_AI });
    const trigger = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    return { of, run: (options) => of.run(trigger, options) };
  },
  async state({ door }) {
    const get = new GetPublicAccessBlockCommand({ Bucket: BUCKET.id });
    const found = await door
      .client(S3Client)
      .send(get)
      .catch(() => undefined);
    const flags = Object.values(found?.PublicAccessBlockConfiguration ?? {});
    if (flags.length === 0) return 'before';
    return flags.every(Boolean) ? 'after' : { flags };
  },
};

const notebook: Story = {
  name: 'a notebook',
  async open() {
    const of = await remedied();
    of.world.settleMs = undefined;
    const trigger = await of.triggerFor(NOTEBOOK_RULE, await openNotebook(of));
    return { of, run: (options) => of.run(trigger, { answer: answer(of), ...options }) };
  },
  async state({ door, world }) {
    world.clock.advance(3_600_000);
    const describe = new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'study' });
    const { NotebookInstanceStatus, RootAccess } = await door.client(SageMakerClient).send(describe);
    if (NotebookInstanceStatus !== 'InService') return { NotebookInstanceStatus, RootAccess };
    return RootAccess === 'Enabled' ? 'before' : 'after';
  },
};

/** Once: what somebody else does in between. */
function once(act: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    // Not the deployment's call: no trouble is meant for it.
    await act().catch(act);
  };
}

const PART = { BlockPublicAcls: true };

/** The plan of the bucket has lapsed when it is to begin: another one takes its place at once. */
const changedBucket: Story = {
  name: 'a bucket that somebody else changes before it begins',
  async open() {
    const { of, run } = await bucket.open();
    const change = once(async () => {
      const put = new PutPublicAccessBlockCommand({
        Bucket: BUCKET.id,
        PublicAccessBlockConfiguration: PART,
      });
      await of.door.client(S3Client).send(put);
      of.world.clock.advance(120_000);
    });
    return {
      of,
      run: (options) =>
        run({
          ...options,
          async before(invocation) {
            if (invocation.deed === 'take') await change();
            await options.before?.(invocation);
          },
        }),
    };
  },
  async state(of) {
    const state = await bucket.state(of);
    return JSON.stringify(state) === JSON.stringify({ flags: [true, false, false, false] })
      ? 'before'
      : state;
  },
};

/** The notebook's plan has lapsed when it is approved: a person is asked about another one. */
const changedNotebook: Story = {
  name: 'a notebook that somebody stops before it is approved',
  async open() {
    const { of, run } = await notebook.open();
    const stop = new StopNotebookInstanceCommand({ NotebookInstanceName: 'study' });
    const change = once(async () => {
      await of.door.client(SageMakerClient).send(stop);
      of.world.clock.advance(3_600_000);
    });
    return {
      of,
      run: (options) =>
        run({
          ...options,
          async answer(id) {
            await change();
            await answer(of)(id);
          },
        }),
    };
  },
  async state({ door, world }) {
    world.clock.advance(3_600_000);
    const describe = new DescribeNotebookInstanceCommand({ NotebookInstanceName: 'study' });
    const { NotebookInstanceStatus: status, RootAccess } = await door.client(SageMakerClient).send(describe);
    if (status !== 'InService' && status !== 'Stopped') return { status: String(status) };
    return RootAccess === 'Enabled' ? 'before' : 'after';
  },
};

const crash = () => Object.assign(new Error('the function crashed'), { name: 'Lambda.Unknown' });
const dies = () => Object.assign(new Error('out of memory'), { name: 'Runtime.OutOfMemory' });

type Trouble = readonly [name: string, options: (nth: number, of: Remedied) => RunOptions];

const at =
  (nth: number, act: () => void) =>
  ({ count }: Invocation) => {
    if (count === nth) act();
  };

const throwing = (error: Error) => (): never => {
  throw error;
};

const TROUBLES: readonly Trouble[] = [
  ['crashes once before its work', (nth) => ({ before: at(nth, throwing(crash())) })],
  ['crashes once after its work, its answer lost', (nth) => ({ after: at(nth, throwing(crash())) })],
  ['runs out of memory before its work', (nth) => ({ before: at(nth, throwing(dies())) })],
  ['runs out of memory after its work', (nth) => ({ after: at(nth, throwing(dies())) })],
  [
    'is throttled for a while',
    (nth, { world }) => ({
      before: at(
        nth,
        () => void world.faults.throttle({ times: 4, when: ({ service }) => service !== 'sqs' }),
      ),
    }),
  ],
  [
    'is denied its next change',
    (nth, { world }) => ({
      before: at(nth, () => {
        world.faults.deny({
          times: 1,
          when: ({ operation, service }) =>
            (service === 's3' || service === 'sagemaker') && !/^(Get|List|Describe|Head)/.test(operation),
        });
      }),
    }),
  ],
];

describe.each([bucket, notebook, changedBucket, changedNotebook])('$name', (story) => {
  it.each(TROUBLES)(
    'whose n-th function %s ends as it was or as it should be, recorded, and soon',
    async (_name, troubled) => {
      const quiet = await story.open();
      const whole = await quiet.run({});
      expect(await story.state(quiet.of)).toBe('after');
      for (let nth = 1; nth <= whole.invocations.length; nth += 1) {
        const { of, run } = await story.open();
        const ran = await run(troubled(nth, of));
        of.world.faults.clear();
        const state = await story.state(of);
        expect([nth, ran.states.at(-1), ran.error?.message]).toEqual([nth, expect.anything(), undefined]);
        expect([nth, ['before', 'after']]).toEqual([nth, expect.arrayContaining([state])]);
        expect(ran.invocations.length).toBeLessThan(MOST_INVOCATIONS);
        const stages = (await of.notes()).map(({ stage }) => stage);
        const ends = stages.filter((stage) => ENDS.includes(String(stage)));
        expect([nth, new Set(ends).size]).toEqual([nth, 1]);
        // The record says what is so.
        expect([nth, state]).toEqual([nth, ends[0] === 'done' ? 'after' : 'before']);
      }
    },
    120_000,
  );
});

describe('a function that is throttled by a herd', () => {
  it.each([
    'plan',
    'take',
    'apply',
    'verify',
    'record',
  ])('%s, gets its turn, and nothing is failed for it', async (deed) => {
    const { of, run } = await bucket.open();
    let times = 0;
    const ran = await run({
      before(invocation) {
        if (invocation.deed !== deed || times >= 40) return;
        times += 1;
        throw Object.assign(new Error('Rate Exceeded'), { name: 'Lambda.TooManyRequestsException' });
      },
    });
    expect(times).toBe(40);
    expect(ran.error).toBeNull();
    expect((await of.notes()).map(({ stage }) => stage)).toEqual(['begun', 'done']);
    expect(await bucket.state(of)).toBe('after');
  });
});

describe('an undoing that is stuck', () => {
  it('is recorded, keeps the resource for itself, and goes on when it is redriven', async () => {
    const { of, run } = await bucket.open();
    const ran = await run({
      before({ deed, input }) {
        if (deed === 'verify') throw dies();
        if (input['direction'] === 'undoing') throw dies();
      },
    });
    // It fails at a task: that is what a redrive goes on from.
    expect(ran.error?.message).toContain('out of memory');
    expect(ran.states.at(-1)).toBe('UndoAgain');
    expect((await of.notes()).map(({ stage }) => stage)).toEqual(['begun', 'stuck']);
    expect((await of.store.plan(ran.id))?.state).toBe('stuck');
    const key = (await of.store.plan(ran.id))?.trigger.key ?? '';
    expect(await of.store.lock(key, 'another')).toBeNull();
    const { applyRemediation } = await import('../../../functions/_remediation/apply.ts');
    const redriven = await applyRemediation({ id: ran.id, direction: 'undoing', isLast: true }, of.planPorts);
    expect(redriven.outcome).toBe('done');
    expect(await bucket.state(of)).toBe('before');
  });
});
