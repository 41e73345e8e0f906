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

describe('what is known of a plan', () => {
  it('comes with its moves, and is kept', async () => {
    const { savePlan, plan, move, noteTold } = await store();
    const replaces = { plan: 'o', because: 'it changed', execution: 'o', round: 2 };
    await savePlan({ ...stored, replaces });
    const approval = { by: 'arn', at: '2026-01-01T00:00:00.000Z', reason: 'agreed' };
    await move('p', ['planned'], 'approved', { approval });
    await move('p', ['approved'], 'applying', { baseline: { rule: 'COMPLIANT' } });
    await noteTold('p', 'asked');
    const known = { replaces, approval, baseline: { rule: 'COMPLIANT' }, told: 'asked' };
    expect(await plan('p')).toEqual({ ...stored, ...known, state: 'applying' });
    expect(await move('p', ['applying'], 'lapsed', { next: 'q' })).toBe(true);
    expect(await plan('p')).toMatchObject({ state: 'lapsed', next: 'q' });
  });

  it('is nothing of one that is not there', async () => {
    const { plan, noteTold } = await store();
    await noteTold('none', 'told');
    expect(await plan('none')).toBeNull();
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
