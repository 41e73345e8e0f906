import {
  DescribeNotebookInstanceCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
  UpdateNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { publishedIn } from '../../../emulator/services/sns.ts';
import { atTheDesk } from '../../../functions/_remediation/desk.ts';
import { NOTEBOOK_RULE, openNotebook, type Remedied, remedied } from './kit.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const jonas = 'arn:aws:sts::111122223333:assumed-role/Security/jonas';
const name = { NotebookInstanceName: 'study' };

const approve = (of: Remedied) => async (id: string) => {
  const hash = (await of.store.plan(id))?.hash;
  const body = JSON.stringify({ do: 'approve', plan: id, hash, reason: 'agreed' });
  await atTheDesk({ caller: jonas, body, id: 'r' }, of.deskPorts);
};

async function open(settleMs?: number) {
  const of = await remedied();
  of.world.settleMs = 0;
  const ref = await openNotebook(of);
  of.world.settleMs = settleMs;
  const trigger = await of.triggerFor(NOTEBOOK_RULE, ref);
  return { of, trigger, sagemaker: of.door.client(SageMakerClient) };
}

const rootAccess = async ({ door }: Remedied) =>
  (await door.client(SageMakerClient).send(new DescribeNotebookInstanceCommand(name))).RootAccess;

const stages = async (of: Remedied) => (await of.notes()).map(({ stage }) => stage);

describe('a resource in motion', () => {
  it('is planned once it is at rest, and not given up', async () => {
    const { of, trigger, sagemaker } = await open();
    await sagemaker.send(new StopNotebookInstanceCommand(name));
    const ran = await of.run(trigger, { answer: approve(of) });
    expect(ran.states.slice(0, 5)).toEqual(['Plan', 'Decide', 'Grace', 'Plan', 'Decide']);
    expect(ran.states).toContain('Done');
    expect(await rootAccess(of)).toBe('Disabled');
    expect(publishedIn(of.world)).toHaveLength(1);
  });

  it('that never comes to rest is given up after hours, on record', async () => {
    const { of, trigger, sagemaker } = await open(10 * DAY);
    await sagemaker.send(new StopNotebookInstanceCommand(name));
    const from = of.world.clock.ms();
    const ran = await of.run(trigger);
    expect(ran.states.slice(-3)).toEqual(['Plan', 'Decide', 'Ended']);
    expect(of.world.clock.ms() - from).toBeLessThan(7 * HOUR);
    expect(ran.states.length).toBeLessThan(300);
    expect(await of.notes()).toEqual([
      expect.objectContaining({
        stage: 'stopped',
        brake: 'in motion',
        because: expect.stringContaining('Stopping'),
      }),
    ]);
  });

  it('when it has been approved, is waited for days after it was planned, and then asked about as it is', async () => {
    const { of, trigger, sagemaker } = await open();
    let times = 0;
    const ran = await of.run(trigger, {
      async answer(id) {
        times += 1;
        if (times === 1) {
          of.world.clock.advance(2 * DAY);
          await sagemaker.send(new StopNotebookInstanceCommand(name));
        }
        await approve(of)(id);
      },
    });
    expect(ran.states).toContain('Queue');
    expect(times).toBe(2);
    expect(ran.states.at(-2)).toBe('Done');
    expect(await rootAccess(of)).toBe('Disabled');
  });

  it('when it has been approved, and is in motion for ever, is told to whoever waits for it', async () => {
    const { of, trigger, sagemaker } = await open(10 * DAY);
    const ran = await of.run(trigger, {
      async answer(id) {
        await sagemaker.send(new StopNotebookInstanceCommand(name));
        await approve(of)(id);
      },
    });
    expect(ran.states.slice(-2)).toEqual(['Tell', 'Ended']);
    expect(publishedIn(of.world).at(-1)?.message).toMatch(
      /not done: the notebook is Stopping; .* waited for 6 hours/,
    );
    expect(await of.store.holder(trigger.key)).toBeNull();
  });
});

describe('a resource that cannot be read', () => {
  const denied = (of: Remedied) => of.world.faults.deny({ operation: 'DescribeNotebookInstance' });

  it('for a while is planned when it can', async () => {
    const { of, trigger } = await open(0);
    const lift = denied(of);
    const ran = await of.run(trigger, {
      answer: approve(of),
      before: ({ deed, count }) => void (deed === 'plan' && count === 3 && lift()),
    });
    expect(ran.invocations.slice(0, 4)).toEqual(['plan', 'plan', 'plan', 'ask']);
    expect(await rootAccess(of)).toBe('Disabled');
    expect(await stages(of)).toEqual(['asked', 'approved', 'begun', 'done']);
  });

  it('so that posture says so too, is waited for as long: its opening stays the same', async () => {
    const { of, trigger, sagemaker } = await open(0);
    const stop = async () => {
      await sagemaker.send(new StopNotebookInstanceCommand(name));
      await sagemaker.send(new StartNotebookInstanceCommand(name));
      of.world.clock.advance(1000);
      await of.evaluate(...of.events());
    };
    const lift = denied(of);
    await stop();
    expect(await of.triggerFor(NOTEBOOK_RULE, of.reads.at(-1) ?? { ...never })).toMatchObject({
      generation: trigger.generation,
    });
    await of.records();
    const ran = await of.run(trigger, {
      answer: approve(of),
      async before({ deed, count }) {
        if (deed !== 'plan' || count !== 10) return;
        lift();
        await stop();
        await of.records();
      },
    });
    expect(ran.invocations.filter((deed) => deed === 'plan')).toHaveLength(10);
    expect(ran.states).toContain('Done');
    expect(await rootAccess(of)).toBe('Disabled');
  });

  it('and is put right by its owner meanwhile is left alone', async () => {
    const { of, trigger, sagemaker } = await open(0);
    const lift = denied(of);
    const ran = await of.run(trigger, {
      async before({ deed, count }) {
        if (deed !== 'plan' || count !== 2) return;
        lift();
        await sagemaker.send(new StopNotebookInstanceCommand(name));
        await sagemaker.send(new UpdateNotebookInstanceCommand({ ...name, RootAccess: 'Disabled' }));
      },
    });
    expect(ran.states.at(-1)).toBe('Ended');
    expect(await stages(of)).toEqual(['stopped']);
    expect(publishedIn(of.world)).toEqual([]);
  });
});

const never = { type: '', id: '', partition: null, account: null, region: null };
