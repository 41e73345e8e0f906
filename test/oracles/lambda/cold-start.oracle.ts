import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionNames } from '../../../infra/bundle.ts';
import { type ColdStarts, coldStarts, MAX_FIRST, MAX_INIT, MAX_LOADED_BYTES } from './cold-start/measure.ts';
import type { FunctionName } from './cold-start/rehearsal.ts';

// What a cold start of each function costs, under AWS's own runtime client, with an AWS that answers at once.

/** Of each try. */
const ROUNDS = [7, 11, 15];

/**
 * What a test allows above the bars themselves, which `npm run bench -- cold-start` holds: on a machine that does other
 * things, the same function was measured at 4.4 and at 5.7 times an empty init within an hour.
 */
const NOISE = 1.35;
const isSlow = (ratio: number, bar: number): boolean => !(ratio <= bar * NOISE);

let starts: ColdStarts;
beforeAll(async () => {
  starts = await coldStarts();
});
afterAll(() => starts?.close());

describe('a cold start', () => {
  it('was rehearsed for every function that events wait for', () => {
    expect([...starts.names].sort()).toEqual([...functionNames].sort());
  });

  it('loads little of the bundle, and really does what the function is there for', async () => {
    for (const name of starts.names) {
      const { firstBytes, initBytes, asked, outcome, logs } = await starts.loads(name);
      const wanted = starts.rehearsed(name).answers.map(({ operation }) => operation);
      expect(asked.toSorted(), `${name}\n${logs.join('\n')}`).toEqual(wanted.toSorted());
      expect(outcome, name).not.toHaveProperty('error');
      expect(outcome, name).not.toHaveProperty('result.batchItemFailures.0');
      // A bundle of nothing would pass the bar, too.
      expect(initBytes, name).toBeGreaterThan(30_000);
      expect(firstBytes, name).toBeGreaterThan(initBytes + 100_000);
      expect(firstBytes, name).toBeLessThanOrEqual(MAX_LOADED_BYTES);
    }
  }, 120_000);

  // Whatever else the machine does meets both sides of a ratio, but never quite alike: a slow one gets another chance.
  it('takes little longer than that of an empty handler', async () => {
    let slow: readonly FunctionName[] = starts.names;
    const seen: string[] = [];
    for (const rounds of ROUNDS) {
      const times = await starts.times(slow, rounds);
      slow = slow.filter((name) => {
        const { init = Number.NaN, first = Number.NaN } = times.get(name) ?? {};
        if (!isSlow(init, MAX_INIT) && !isSlow(first, MAX_FIRST)) return false;
        seen.push(`${name}: init ${init.toFixed(2)}, with the first invocation ${first.toFixed(2)}`);
        return true;
      });
    }
    expect(slow, seen.join('\n')).toEqual([]);
  }, 600_000);
});
