import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { remediationStore } from '../../../adapters/aws/remediations.ts';
import { beginning } from '../../../engine/remediation/progress.ts';
import { planWith, triggerWith } from '../../engine/remediation/kit.ts';
import { createRemediationTable } from '../../functions/_remediation/kit.ts';
import { emulatedAws } from './kit.ts';

async function store() {
  const { aws, door, world } = emulatedAws();
  await createRemediationTable(door.client(DynamoDBClient), 'table');
  world.clock.advance(60_000);
  return { ...remediationStore(aws, 'table'), world };
}

const stored = {
  id: 'p',
  plan: planWith(),
  hash: 'hash',
  trigger: triggerWith(),
  decision: { outcome: 'go', because: 'safe', brake: null, held: [] },
} as const;

describe('the budget of an hour', () => {
  it('is respected exactly by five hundred at once', async () => {
    const { takeBudget } = await store();
    const taken = await Promise.all(
      Array.from({ length: 500 }, (_, index) => takeBudget('a', `plan ${index}`, 10)),
    );
    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  it('counts whoever comes again once', async () => {
    const { takeBudget } = await store();
    expect([await takeBudget('a', 'p', 1), await takeBudget('a', 'p', 1)]).toEqual([true, true]);
    expect(await takeBudget('a', 'q', 1)).toBe(false);
  });

  it('is of each account and hour, and none where none is given', async () => {
    const { takeBudget, world } = await store();
    expect(await takeBudget('a', 'p', 1)).toBe(true);
    expect(await takeBudget('b', 'q', 1)).toBe(true);
    expect(await takeBudget('a', 'r', 1)).toBe(false);
    world.clock.advance(3_600_000);
    expect(await takeBudget('a', 'r', 1)).toBe(true);
    expect(await takeBudget('c', 'r', 0)).toBe(false);
  });
});

describe('a plan', () => {
  it('is kept as it is, until it is under way', async () => {
    const { savePlan, plan, move } = await store();
    expect(await savePlan(stored)).toBe(true);
    expect(await plan('p')).toEqual({ ...stored, state: 'planned' });
    expect(await savePlan({ ...stored, hash: 'other' })).toBe(true);
    expect(await move('p', ['planned'], 'applying')).toBe(true);
    expect(await savePlan(stored)).toBe(false);
    expect(await move('p', ['planned', 'asked'], 'refused')).toBe(false);
    expect((await plan('p'))?.state).toBe('applying');
    expect(await plan('none')).toBeNull();
  });

  it('goes on from what one run has written, and no other', async () => {
    const { progress, saveProgress } = await store();
    expect(await progress('p')).toEqual({ progress: beginning, version: 0 });
    expect(await saveProgress('p', { ...beginning, step: 1 }, 0)).toBe(true);
    expect(await saveProgress('p', { ...beginning, step: 2 }, 0)).toBe(false);
    expect(await progress('p')).toEqual({ progress: { ...beginning, step: 1 }, version: 1 });
    expect(await saveProgress('p', { ...beginning, step: 2 }, 1)).toBe(true);
  });
});

describe('a resource', () => {
  it('is worked on by one plan at a time, and not locked for ever', async () => {
    const { lock, unlock, world } = await store();
    expect([await lock('r', 'p'), await lock('r', 'p'), await lock('r', 'q')]).toEqual([true, true, false]);
    await unlock('r', 'q');
    expect(await lock('r', 'q')).toBe(false);
    await unlock('r', 'p');
    expect(await lock('r', 'q')).toBe(true);
    world.clock.advance(25 * 3_600_000);
    expect(await lock('r', 'p')).toBe(true);
  });
});

describe('what is held', () => {
  it('stays until it is cleared', async () => {
    const { hold, history, clear, noteOpening } = await store();
    const held = { since: '2026-01-01T00:00:00.000Z', because: 'undone', plan: 'p' };
    await noteOpening('f', 1);
    await hold('f', held);
    expect((await noteOpening('f', 2)).held).toEqual(held);
    expect(Object.keys((await history('f')).openings)).toEqual(['1', '2']);
    expect(await clear('f')).toEqual(held);
    expect(await clear('f')).toBeNull();
    expect((await history('f')).held).toBeNull();
  });
});
