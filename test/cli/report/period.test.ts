import { describe, expect, it } from 'vitest';
import { type AskedTimes, askedPeriod } from '../../../cli/report/period.ts';

const NOW = '2026-11-22T06:30:00.000Z';

describe('the time that is asked about', () => {
  const cases: readonly (readonly [AskedTimes, string | null, string])[] = [
    [{}, null, NOW],
    [{ at: '2026-11-01' }, null, '2026-11-01T23:59:59.999Z'],
    [{ at: '2026-11-22' }, null, NOW],
    [{ at: '2026-11-22T06:00:00Z' }, null, '2026-11-22T06:00:00.000Z'],
    [{ at: '2026-11-22T07:00:00+02:00' }, null, '2026-11-22T05:00:00.000Z'],
    [{ from: '2026-10-01', to: '2026-10-31' }, '2026-10-01T00:00:00.000Z', '2026-10-31T23:59:59.999Z'],
    [{ from: '2026-10-01' }, '2026-10-01T00:00:00.000Z', NOW],
    [{ from: '2026-11-22' }, '2026-11-22T00:00:00.000Z', NOW],
  ];

  it.each(cases)('is of %o from %s to %s', (times, from, asOf) => {
    expect(askedPeriod(times, NOW)).toEqual({ from, asOf });
  });

  const refused: readonly (readonly [AskedTimes, string])[] = [
    [{ at: '2026-11-23' }, 'is in the future'],
    [{ at: '2026-11-22T06:30:01Z' }, 'is in the future'],
    [{ from: '2026-11-23' }, 'is in the future'],
    [{ at: '2026-11-31' }, 'expected a day'],
    [{ at: '2026-02-29' }, 'expected a day'],
    [{ at: '22.11.2026' }, 'expected a day'],
    [{ at: '2026-11-01T10:00:00' }, 'expected a day'],
    [{ from: '2026-10-02', to: '2026-10-01' }, 'is not before the end'],
    [{ at: '2026-10-02', to: '2026-10-01' }, 'both'],
  ];

  it.each(refused)('is refused: %o', (times, words) => {
    expect(() => askedPeriod(times, NOW)).toThrow(words);
  });
});
