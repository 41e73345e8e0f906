import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { postureStore } from '../../../adapters/aws/posture.ts';
import { posturesIn } from '../../../adapters/aws/postures.ts';
import { createPostureTable } from '../../functions/_evaluation/kit.ts';
import { FAILS, judgedPosture, NOTEBOOK } from '../../support/posture.ts';
import { emulatedAws } from './kit.ts';

const NOW = '2026-03-01T12:00:00.000Z';

describe('postures of many resources', () => {
  it('are read a hundred a call, each once, and those that are not known left out', async () => {
    const { world, door, aws } = emulatedAws();
    world.settleMs = 0;
    await createPostureTable(door.client(DynamoDBClient));
    const store = postureStore(aws, 'posture');
    const written = Array.from({ length: 120 }, (_, index) =>
      judgedPosture(null, { rule: FAILS }, { now: NOW, ref: { ...NOTEBOOK, id: `n${index}` } }),
    );
    for (const posture of written) await store.commit(posture, null);
    const keys = [...written.map(({ key }) => key), ...written.map(({ key }) => key), 'nobody'];
    const found = await posturesIn(aws, 'posture')(keys);
    expect(found.size).toBe(120);
    for (const posture of written) expect(found.get(posture.key)).toEqual(posture);
  });

  it('that DynamoDB leaves unread are asked for again, and not for ever', async () => {
    const asked: number[] = [];
    const answering = (isDone: () => boolean) => {
      const { aws } = emulatedAws();
      const client = {
        send: async ({ input }: { input: { RequestItems: Record<string, { Keys: object[] }> } }) => {
          const { Keys = [] } = input.RequestItems['posture'] ?? {};
          asked.push(Keys.length);
          return isDone() ? {} : { UnprocessedKeys: { posture: { Keys: Keys.slice(1) } } };
        },
      };
      return posturesIn({ ...aws, client: () => client as never }, 'posture');
    };
    await answering(() => asked.length === 2)(['a', 'b', 'c']);
    expect(asked).toEqual([3, 2]);
    const stuck = Array.from({ length: 20 }, (_, index) => String(index));
    await expect(answering(() => false)(stuck)).rejects.toThrow('10 postures of posture were left unread');
  });
});
