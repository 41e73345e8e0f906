import { describe, expect, it } from 'vitest';
import { readBudget } from '../../../functions/_evaluation/read-budget.ts';
import { emulatedAws, refOf } from '../../adapters/aws/kit.ts';

describe('readBudget', () => {
  it('reads one service no faster than it may, and another beside it at once', async () => {
    const { aws, world } = emulatedAws();
    const waits: number[] = [];
    const times: Record<string, number[]> = {};
    const read = readBudget(
      async ({ type }) => {
        times[type] = [...(times[type] ?? []), world.clock.ms()];
        return { outcome: 'not-found' };
      },
      10,
      async (ms) => {
        waits.push(ms);
        world.clock.advance(ms);
      },
    );
    const begun = world.clock.ms();
    for (let index = 0; index < 3; index += 1) await read(refOf('AWS::SageMaker::Model', `${index}`), aws);
    await read(refOf('AWS::Bedrock::Agent', 'a'), aws);
    expect(waits).toEqual([100, 100]);
    expect(times['AWS::SageMaker::Model']?.map((time) => time - begun)).toEqual([0, 100, 200]);
    expect(times['AWS::Bedrock::Agent']?.map((time) => time - begun)).toEqual([200]);
  });
});
