import { describe, expect, it } from 'vitest';
import { afterOpening, isFoughtOver, noHistory, reopenings } from '../../../engine/remediation/history.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();

/** Opened at each of these hours, by another generation each time. */
const opened = (...hours: readonly number[]) =>
  hours.reduce((history, hour, index) => afterOpening(history, index + 1, at(hour)), noHistory);

describe('openings of a finding', () => {
  it.each([
    [[0], 0, 0, false],
    [[0, 1, 2], 2, 2, false],
    [[0, 1, 2, 3], 3, 3, true],
    [[0, 1, 2, 3], 24, 2, false],
    [[0, 1, 2, 3], 48, 0, false],
  ])('%j, seen at hour %i: reopened %i times', (hours, now, times, isTooOften) => {
    expect(reopenings(opened(...hours), at(now))).toBe(times);
    expect(isFoughtOver(opened(...hours), at(now))).toBe(isTooOften);
  });

  it('count once, however often they are told', () => {
    const once = afterOpening(noHistory, 7, at(0));
    expect(afterOpening(once, 7, at(1))).toEqual(once);
  });

  it('are forgotten after a day, and what is held is not', () => {
    const held = { since: at(0), because: 'x', plan: 'p' };
    const later = afterOpening({ ...opened(0, 1), held }, 9, at(25));
    expect(later).toEqual({ openings: { 9: at(25) }, held });
  });
});
