import { describe, expect, it } from 'vitest';
import { createPool } from '../../../cli/scan/pool.ts';

describe('a pool', () => {
  it('runs so many at once and no more, in the order in which they came', async () => {
    const pool = createPool(2);
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const task = (n: number) => async () => {
      started.push(n);
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 1));
      running -= 1;
      return n;
    };
    expect(await Promise.all([1, 2, 3, 4, 5].map((n) => pool(task(n))))).toEqual([1, 2, 3, 4, 5]);
    expect([most, started]).toEqual([2, [1, 2, 3, 4, 5]]);
  });

  it('goes on after a task that failed', async () => {
    const pool = createPool(1);
    const failing = pool(() => Promise.reject(new Error('no')));
    const next = pool(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await pool(async () => 'again')).toBe('again');
  });
});
