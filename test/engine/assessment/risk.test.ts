import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Exposure,
  RISK_REASONS,
  riskCounts,
  riskReason,
  riskScore,
  SEVERITIES,
} from '../../../engine/assessment/risk.ts';

const failing: Exposure = {
  status: 'NON_COMPLIANT',
  severity: 'HIGH',
  isAdvisory: false,
  isWaived: false,
  hasFailed: true,
};
const scoreOf = (...exposures: readonly Exposure[]): number => riskScore(riskCounts(exposures)).score;

describe('the risk score', () => {
  const reasons: readonly (readonly [Partial<Exposure>, string | undefined])[] = [
    [{}, 'failing'],
    [{ isWaived: true }, 'waived'],
    [{ isAdvisory: true }, undefined],
    [{ status: 'INSUFFICIENT_DATA' }, 'lost'],
    [{ status: 'INSUFFICIENT_DATA', hasFailed: false }, 'unknown'],
    [{ status: 'COMPLIANT', hasFailed: false }, undefined],
    [{ status: 'NOT_APPLICABLE', hasFailed: false }, undefined],
  ];

  it.each(reasons)('counts %o as %s', (change, reason) => {
    expect(riskReason({ ...failing, ...change })).toBe(reason);
  });

  it('is nothing where nothing is wrong, and more for what is worse', () => {
    expect(scoreOf()).toBe(0);
    const scores = SEVERITIES.map((severity) => scoreOf({ ...failing, severity }));
    expect(scores).toEqual([28.6, 9.1, 2.9, 1]);
    expect(scoreOf({ ...failing, status: 'INSUFFICIENT_DATA', hasFailed: false })).toBe(2.4);
  });

  it('is the same whether a failure is waived, cannot be seen any more, or neither', () => {
    const scores = [
      failing,
      { ...failing, isWaived: true },
      { ...failing, status: 'INSUFFICIENT_DATA' as const },
    ].map((each) => scoreOf(each));
    expect(new Set(scores).size).toBe(1);
  });

  it('can be added up again from its parts, heaviest first', () => {
    const { score, parts, formula } = riskScore(
      riskCounts([
        failing,
        failing,
        { ...failing, severity: 'CRITICAL' },
        { ...failing, severity: 'LOW', isWaived: true },
      ]),
    );
    const points = parts.reduce((sum, { count, weight }) => sum + count * weight, 0);
    expect(parts.map(({ label, count }) => [label, count])).toEqual([
      ['CRITICAL failing', 1],
      ['HIGH failing', 2],
      ['LOW failing, under a waiver', 1],
    ]);
    expect(score).toBe(Math.round((1000 * points) / (points + 100)) / 10);
    expect(formula).toContain(String(points));
  });

  it('tells what weighs most first, however many it takes', () => {
    const { parts } = riskScore(
      riskCounts([
        { ...failing, severity: 'CRITICAL' },
        ...Array(10).fill(failing),
        { ...failing, severity: 'LOW' },
      ]),
    );
    expect(parts.map(({ count, weight }) => count * weight)).toEqual([100, 40, 1]);
  });

  it('has words of its own for each reason', () => {
    const one = { CRITICAL: 0, HIGH: 1, MEDIUM: 0, LOW: 0 };
    const { parts } = riskScore({ failing: one, waived: one, lost: one, unknown: one });
    const words = parts.map(({ label }) => /^HIGH (\w.*)$/.exec(label)?.[1]);
    expect(words).not.toContain(undefined);
    expect(new Set(words).size).toBe(RISK_REASONS.length);
  });

  it('stays from 0 to 100, and never falls as something is added', () => {
    const exposure = fc.record({
      status: fc.constantFrom('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'),
      severity: fc.constantFrom(...SEVERITIES),
      isAdvisory: fc.boolean(),
      isWaived: fc.boolean(),
      hasFailed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(exposure), exposure, (some, one) => {
        const [before, after] = [scoreOf(...some), scoreOf(...some, one)];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(100);
      }),
    );
    const none = { CRITICAL: 1e9, HIGH: 1e9, MEDIUM: 1e9, LOW: 1e9 };
    expect(riskScore({ failing: none, waived: none, lost: none, unknown: none }).score).toBe(100);
    expect(RISK_REASONS).toHaveLength(4);
  });
});
