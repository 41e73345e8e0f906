import { describe, expect, it } from 'vitest';
import { RefusedCallError } from '../../../adapters/aws/operations.ts';
import { beginning, MOST_LOOKS, type Progress, turned } from '../../../engine/remediation/progress.ts';
import { type AdvancePorts, advance } from '../../../functions/_remediation/advance.ts';
import { planWith } from '../../engine/remediation/kit.ts';

const plan = planWith();

/** A world of which each step is done, or undone, when its call is made; `answers` may say otherwise. */
function world(more: Partial<AdvancePorts> = {}) {
  const log: string[] = [];
  const state: Record<string, string> = {};
  const saved: Progress[] = [];
  const ports: AdvancePorts = {
    async send({ operation }) {
      log.push(operation);
      const [, verb, name = ''] = /^(Do|Undo)(\w+)$/.exec(operation) ?? [];
      if (verb === 'Do') state[name] = 'done';
      else delete state[name];
      return {};
    },
    ask: async () => ({ ...state }),
    async save(progress) {
      saved.push(progress);
    },
    ...more,
  };
  return { log, state, saved, ports };
}

const refusing =
  (isGone = false) =>
  async () => {
    throw new RefusedCallError('access denied', { isGone });
  };

describe('carrying out a plan', () => {
  it('makes every call once and in order, written down before it is made', async () => {
    const { log, saved, ports } = world();
    expect(await advance(plan, beginning, ports)).toMatchObject({ state: 'done' });
    expect(log).toEqual(['DoOne', 'DoTwo', 'DoThree']);
    expect(saved[0]).toMatchObject({ step: 0, isBegun: true, isMade: false });
  });

  it('asks before it makes a call that may have been made', async () => {
    const { log, state, ports } = world();
    state['One'] = 'done';
    await advance(plan, { ...beginning, isBegun: true }, ports);
    expect(log).toEqual(['DoTwo', 'DoThree']);
  });

  it('waits for what comes about by itself, and does not make the call again', async () => {
    const { log, ports } = world({ ask: async () => ({}) });
    const first = await advance(plan, beginning, ports);
    expect(first.state).toBe('moving');
    const second = await advance(plan, first.progress, ports);
    expect(second).toMatchObject({ state: 'moving', progress: { looks: 2 } });
    expect(log).toEqual(['DoOne']);
  });

  it('does not wait for ever', async () => {
    const { ports } = world({ ask: async () => ({}) });
    const begun = await advance(plan, beginning, ports);
    const late = { ...begun.progress, looks: MOST_LOOKS - 1 };
    expect(await advance(plan, late, ports)).toMatchObject({ state: 'stuck' });
  });

  it('is stuck at once where AWS refuses, and says so', async () => {
    const { ports } = world({ send: refusing() });
    expect(await advance(plan, beginning, ports)).toMatchObject({ state: 'stuck', because: 'access denied' });
  });

  it('is stuck where what it should bring about failed', async () => {
    const [first, ...others] = plan.steps;
    const never = {
      ...first,
      until: { ...first.until, never: { One: ['done'] }, expect: { One: ['else'] } },
    };
    const { ports } = world();
    const result = await advance(planWith({ steps: [never, ...others] }), beginning, ports);
    expect(result).toMatchObject({ state: 'stuck', because: expect.stringContaining('failed') });
  });

  it('stops where somebody else writes, before anything is done', async () => {
    const { log, ports } = world({
      save: async () => {
        throw new Error('another run has written');
      },
    });
    await expect(advance(plan, beginning, ports)).rejects.toThrow('another run');
    expect(log).toEqual([]);
  });

  it('throws on what is neither an answer nor a refusal', async () => {
    const { ports } = world({
      send: async () => {
        throw new Error('socket');
      },
    });
    await expect(advance(plan, beginning, ports)).rejects.toThrow('socket');
  });
});

describe('taking it back', () => {
  it('undoes what was begun, last first, and passes over what leaves nothing', async () => {
    const { log, state, ports } = world();
    const done = await advance(plan, beginning, ports);
    const undone = await advance(plan, turned(plan, done.progress), ports);
    expect(undone.state).toBe('done');
    expect(log.slice(3)).toEqual(['UndoThree', 'UndoOne']);
    expect(state).toEqual({ Two: 'done' });
  });

  it('makes no call for what was never made', async () => {
    const { log, ports } = world();
    await advance(plan, turned(plan, { ...beginning, isBegun: true }), ports);
    expect(log).toEqual([]);
  });

  it('tries again where it is refused, until it has been long enough', async () => {
    const { ports, state } = world({ send: refusing() });
    state['One'] = 'done';
    const from = turned(plan, { ...beginning, isBegun: true });
    const first = await advance(plan, from, ports);
    expect(first.state).toBe('moving');
    const late = { ...first.progress, looks: MOST_LOOKS };
    expect(await advance(plan, late, ports)).toMatchObject({ state: 'stuck' });
  });

  it('ends where there is nothing left to undo it on, at the third look', async () => {
    const { ports, state } = world({ send: refusing(true) });
    state['One'] = 'done';
    let at: Progress = turned(plan, { ...beginning, isBegun: true });
    const states: string[] = [];
    for (let look = 0; look < 3; look += 1) {
      const result = await advance(plan, at, ports);
      states.push(result.state);
      at = result.progress;
    }
    expect(states).toEqual(['moving', 'moving', 'gone']);
  });
});
