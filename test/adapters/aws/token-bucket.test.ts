import { describe, expect, it } from 'vitest';
import { tokenBucket } from '../../../adapters/aws/token-bucket.ts';

/** A bucket of ten a second, three at once, and when its callers get their turn. */
function opened() {
  let nowMs = 1000;
  const pauses: number[] = [];
  const take = tokenBucket({
    perSecond: 10,
    burst: 3,
    now: () => new Date(nowMs),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  });
  return { take, pauses, wait: (milliseconds: number) => (nowMs += milliseconds) };
}

describe('a token bucket', () => {
  it('lets a burst through at once, and then one an interval, in the order of asking', async () => {
    const { take, pauses } = opened();
    await Promise.all(Array.from({ length: 6 }, () => take()));
    expect(pauses).toEqual([100, 200, 300]);
  });

  it('fills again while nobody asks, and never beyond its burst', async () => {
    const { take, pauses, wait } = opened();
    for (let call = 0; call < 3; call += 1) await take();
    wait(100);
    await take();
    expect(pauses).toEqual([]);
    await take();
    expect(pauses).toEqual([100]);
    wait(60_000);
    for (let call = 0; call < 4; call += 1) await take();
    expect(pauses).toEqual([100, 100]);
  });
});
