import { describe, expect, it } from 'vitest';
import { knownIds } from '../../../../adapters/aws/config/known-ids.ts';
import { TABLE, withTable } from './kit.ts';

describe('the ids that AWS Config has for resources', () => {
  it('are remembered, with when they were learned first', async () => {
    const { aws, world } = await withTable();
    const ids = knownIds(aws, TABLE);
    const learnedAt = aws.now().toISOString();
    await ids.learn('role', 'AROA1');
    world.clock.advance(1000);
    await ids.learn('role', 'AROA1');
    expect(await ids.of(['role', 'other'])).toEqual(new Map([['role', { id: 'AROA1', learnedAt }]]));
  });

  it('are others for a namesake', async () => {
    const { aws, world } = await withTable();
    const ids = knownIds(aws, TABLE);
    await ids.learn('role', 'AROA1');
    world.clock.advance(1000);
    await ids.learn('role', 'AROA2');
    const learnedAt = aws.now().toISOString();
    expect(await ids.of(['role'])).toEqual(new Map([['role', { id: 'AROA2', learnedAt }]]));
  });

  it('are forgotten', async () => {
    const { aws } = await withTable();
    const ids = knownIds(aws, TABLE);
    await ids.learn('role', 'AROA1');
    await ids.forget('role');
    await ids.forget('role');
    expect(await ids.of(['role'])).toEqual(new Map());
  });

  it('are told for any number of resources', async () => {
    const { aws } = await withTable();
    const ids = knownIds(aws, TABLE);
    const keys = Array.from({ length: 150 }, (_, n) => `role ${n}`);
    for (const key of keys) await ids.learn(key, `id of ${key}`);
    const known = await ids.of(keys);
    expect(known.size).toBe(150);
    expect(known.get('role 149')?.id).toBe('id of role 149');
    expect(await ids.of([])).toEqual(new Map());
  });

  it('are nowhere left out when the table is slow: what it did not process is asked again', async () => {
    const { aws } = await withTable();
    const ids = knownIds(aws, TABLE);
    await ids.learn('a', 'A');
    await ids.learn('b', 'B');
    const slow: typeof aws = { ...aws, client: (Client, region) => oneAtATime(aws.client(Client, region)) };
    expect([...(await knownIds(slow, TABLE).of(['a', 'b'])).keys()].toSorted()).toEqual(['a', 'b']);
  });
});

/** Answers each BatchGetItem for its first key only. */
function oneAtATime<C extends object>(client: C): C {
  const send = async (command: { readonly input: object }) => {
    const { RequestItems } = command.input as {
      RequestItems?: Record<string, { Keys: object[] }>;
    };
    const rest = RequestItems?.[TABLE]?.Keys.splice(1) ?? [];
    const whole: unknown = Reflect.get(client, 'send');
    if (typeof whole !== 'function') throw new Error('no client of the SDK');
    const answer: object = await Reflect.apply(whole, client, [command]);
    return { ...answer, ...(rest.length > 0 && { UnprocessedKeys: { [TABLE]: { Keys: rest } } }) };
  };
  return new Proxy(client, { get: (of, name) => (name === 'send' ? send : Reflect.get(of, name)) });
}
