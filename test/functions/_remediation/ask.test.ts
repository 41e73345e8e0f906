import { describe, expect, it } from 'vitest';
import { publishedIn } from '../../../emulator/services/sns.ts';
import {
  BUCKET_RULE,
  NOTEBOOK_RULE,
  openBucket,
  openNotebook,
  type RunOptions,
  remedied,
  SERVES_AI,
} from './kit.ts';

const crash = () => Object.assign(new Error('the function crashed'), { name: 'Lambda.Unknown' });
const dies = () => Object.assign(new Error('out of memory'), { name: 'Runtime.OutOfMemory' });

const once = (error: Error): NonNullable<RunOptions['after']> => {
  let isThrown = false;
  return ({ deed }) => {
    if (deed !== 'ask' || isThrown) return;
    isThrown = true;
    throw error;
  };
};

describe('people', () => {
  it.each([
    ['asked', {}, async (of) => of.triggerFor(NOTEBOOK_RULE, await openNotebook(of))],
    ['told', { mode: 'notify' }, async (of) => of.triggerFor(BUCKET_RULE, await openBucket(of))],
  ] as readonly [
    string,
    object,
    (of: Awaited<ReturnType<typeof remedied>>) => ReturnType<typeof of.triggerFor>,
  ][])('are %s once, though the answer of whoever did it is lost', async (stage, mode, open) => {
    const of = await remedied({ settings: SERVES_AI, remediation: { mode: 'auto', ...mode } });
    const ran = await of.run(await open(of), {
      after: once(crash()),
      answer: () => Promise.reject(timeout()),
    });
    expect(ran.error).toBeNull();
    const said = (await of.notes()).filter((note) => note['stage'] === stage);
    expect(said).toHaveLength(1);
    const messages = publishedIn(of.world).filter(({ subject }) =>
      subject?.includes(stage === 'asked' ? 'please approve' : 'to be put right'),
    );
    expect(messages).toHaveLength(1);
  });

  it('who could not be asked are no people who refused: that is a failure, and alarmed', async () => {
    const of = await remedied();
    const trigger = await of.triggerFor(NOTEBOOK_RULE, await openNotebook(of));
    const ran = await of.run(trigger, {
      before({ deed }) {
        if (deed === 'ask') throw dies();
      },
    });
    expect(ran.states.slice(-2)).toEqual(['Failed', 'Ended']);
    expect((await of.notes()).map(({ stage }) => stage)).toEqual(['failed']);
    expect((await of.store.history(trigger.finding)).held).toMatchObject({
      because: expect.stringContaining('out of memory'),
    });
  });
});

const timeout = () => Object.assign(new Error('nobody'), { name: 'States.Timeout' });
