import { describe, expect, it } from 'vitest';
import { ageingOf, dueAt, serviceLevels } from '../../../engine/assessment/service-levels.ts';

const ASOF = '2026-03-01T00:00:00.000Z';
const day = (days: number) => new Date(Date.parse(ASOF) + days * 86_400_000).toISOString();

describe('service levels', () => {
  it('are the usual ones for what the settings leave out', () => {
    expect(serviceLevels({})).toEqual({ CRITICAL: 7, HIGH: 30, MEDIUM: 90, LOW: 180 });
    expect(serviceLevels({ serviceLevels: { HIGH: 14 } })).toEqual({
      CRITICAL: 7,
      HIGH: 14,
      MEDIUM: 90,
      LOW: 180,
    });
  });

  it('end so many days after the failure began', () => {
    expect(dueAt('2026-02-20T10:00:00.000Z', 'CRITICAL', serviceLevels({}))).toBe('2026-02-27T10:00:00.000Z');
  });

  const cases: readonly (readonly [number, string])[] = [
    [7.1, 'onTime'],
    [7, 'dueSoon'],
    [0, 'dueSoon'],
    [-0.1, 'overdue'],
    [-30, 'overdue'],
    [-30.1, 'longOverdue'],
  ];

  it.each(cases)('of what is due in %d days say %s', (days, bucket) => {
    const [critical, high] = ageingOf(
      [
        { severity: 'HIGH', dueAt: day(days) },
        { severity: 'HIGH', dueAt: null },
      ],
      ASOF,
    );
    const none = { onTime: 0, dueSoon: 0, overdue: 0, longOverdue: 0 };
    expect(critical).toEqual({ severity: 'CRITICAL', ...none });
    expect(high).toEqual({ severity: 'HIGH', ...none, [bucket]: 1 });
  });
});
