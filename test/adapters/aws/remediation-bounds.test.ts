import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../../adapters/aws/remediation-bounds.ts';
import { createRemediationTable } from '../../functions/_remediation/kit.ts';
import { emulatedAws } from './kit.ts';

const HOUR = 3_600_000;

async function store() {
  const { aws, door, world } = emulatedAws();
  await createRemediationTable(door.client(DynamoDBClient), 'table');
  world.clock.advance(60_000);
  return { ...bounds({ aws, name: 'table' }), world };
}

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

describe('a resource', () => {
  it('is worked on by one execution at a time, and not locked for ever', async () => {
    const { lock, unlock, world } = await store();
    expect([await lock('r', 'p'), await lock('r', 'p'), await lock('r', 'q')]).toEqual([
      { freed: null },
      { freed: null },
      null,
    ]);
    await unlock('r', 'q');
    expect(await lock('r', 'q')).toBeNull();
    await unlock('r', 'p');
    expect(await lock('r', 'q')).not.toBeNull();
    world.clock.advance(25 * HOUR);
    expect(await lock('r', 'p')).not.toBeNull();
  });

  it('tells whoever takes it when it was let go, as often as they ask', async () => {
    const { lock, unlock, world } = await store();
    await lock('r', 'p');
    world.clock.advance(1000);
    const freed = world.clock.now().toISOString();
    await unlock('r', 'p');
    world.clock.advance(1000);
    expect(await lock('r', 'q')).toEqual({ freed });
    expect(await lock('r', 'q')).toEqual({ freed });
    expect(await lock('other', 'q')).toEqual({ freed: null });
  });

  it('tells who works on it, and since when', async () => {
    const { lock, unlock, holder, world } = await store();
    expect(await holder('r')).toBeNull();
    await lock('r', 'p');
    const since = world.clock.now().toISOString();
    world.clock.advance(HOUR);
    expect(await holder('r')).toEqual({ execution: 'p', since });
    world.clock.advance(24 * HOUR);
    expect(await holder('r')).toBeNull();
    await lock('r', 'p');
    await unlock('r', 'p');
    expect(await holder('r')).toBeNull();
  });
});
