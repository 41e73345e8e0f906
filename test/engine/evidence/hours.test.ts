import { describe, expect, it } from 'vitest';
import { iso, nextFullSecond, sealDue } from '../../../engine/evidence/hours.ts';

describe('the next seal', () => {
  it.each<[string, string, string, string | undefined]>([
    [
      'is not due before the hour has ended',
      '2026-03-01T20:00:00.000Z',
      '2026-03-01T20:59:59.999Z',
      undefined,
    ],
    [
      'is due as the hour ends',
      '2026-03-01T20:00:00.000Z',
      '2026-03-01T21:00:00.000Z',
      '2026-03-01T21:00:00.000Z',
    ],
    [
      'ends with the hour in which the last ended',
      '2026-03-01T20:17:31.000Z',
      '2026-03-01T23:30:00.000Z',
      '2026-03-01T21:00:00.000Z',
    ],
    [
      'is an hour at a time for a day',
      '2026-03-01T20:00:00.000Z',
      '2026-03-02T21:59:00.000Z',
      '2026-03-01T21:00:00.000Z',
    ],
    [
      'leaves a day to go where more is behind',
      '2026-03-01T20:00:00.000Z',
      '2026-04-01T12:34:56.000Z',
      '2026-03-31T12:00:00.000Z',
    ],
    [
      'is not due where the last ends later than now',
      '2026-03-01T21:00:00.000Z',
      '2026-03-01T20:59:58.000Z',
      undefined,
    ],
  ])('%s', (_name, sealedTo, now, expected) => {
    const due = sealDue(sealedTo, new Date(now));
    expect(due === undefined ? undefined : new Date(due).toISOString()).toBe(expected);
  });

  it.each([
    ['2026-03-01T20:00:00.000Z', '2026-03-01T20:00:00.000Z'],
    ['2026-03-01T20:00:00.001Z', '2026-03-01T20:00:01.000Z'],
    ['2026-03-01T20:00:00.999Z', '2026-03-01T20:00:01.000Z'],
  ])('of %s is named by the second, %s', (now, expected) => {
    expect(new Date(nextFullSecond(new Date(now))).toISOString()).toBe(expected);
  });

  it('is written in UTC, to the millisecond', () => {
    expect(iso(1_772_395_200_001)).toBe('2026-03-01T20:00:00.001Z');
  });
});
