import { describe, expect, it } from 'vitest';
import type { History } from '../../../engine/assessment/history.ts';
import {
  enter,
  leave,
  type Sighting,
  type Standing,
  seen,
  settleWaiver,
} from '../../../engine/assessment/standing.ts';
import type { Status } from '../../../engine/verdict.ts';
import { home } from '../evidence/archive.ts';

const at = (day: number, hour = 10) => new Date(Date.UTC(2026, 2, day, hour)).toISOString();
const rule = { rule: 'root', severity: 'HIGH', isAdvisory: false } as const;
const period = { from: at(1), to: at(30) };
const waiver = { owner: 'a', approver: 'b', ticket: 'c', reason: 'd', expires: '2026-03-04' };
const pointer = { ...home, sequence: 1, segment: 's', recordedAt: at(1), status: 'NON_COMPLIANT' } as const;

const sighted = (status: Status, change: Partial<Sighting> = {}): Sighting => ({
  at: at(2),
  verdict: { status },
  waiver: null,
  pointer: null,
  ...change,
});
const standingAfter = (before: Standing | null, status: Status, change: Partial<Sighting> = {}): Standing =>
  seen(rule, before, { sighting: sighted(status, change), period });

describe('a standing', () => {
  it('begins with the first look', () => {
    expect(standingAfter(null, 'COMPLIANT')).toEqual({
      ...rule,
      status: 'COMPLIANT',
      since: at(2),
      firstEvaluated: at(2),
      lastEvaluated: at(2),
      failingSince: null,
      observations: [],
      because: null,
      waiver: null,
      failingMs: 0,
      countedUntil: at(2),
      evidence: [],
    });
  });

  it('has what the last look saw', () => {
    const observations = [{ path: 'A', expected: 1, actual: 2 }];
    expect(
      standingAfter(null, 'NON_COMPLIANT', { verdict: { status: 'NON_COMPLIANT', observations } }),
    ).toMatchObject({
      observations,
      because: null,
    });
    expect(
      standingAfter(null, 'INSUFFICIENT_DATA', {
        verdict: { status: 'INSUFFICIENT_DATA', because: 'denied' },
      }),
    ).toMatchObject({ observations: [], because: 'denied' });
  });

  it('has a waiver where it fails alone', () => {
    expect(standingAfter(null, 'NON_COMPLIANT', { waiver }).waiver).toEqual(waiver);
    expect(standingAfter(null, 'COMPLIANT', { waiver }).waiver).toBeNull();
  });

  it('keeps the evidence of before, newest first', () => {
    const first = standingAfter(null, 'COMPLIANT', { pointer });
    expect(first.evidence).toEqual([pointer]);
    expect(standingAfter(first, 'COMPLIANT').evidence).toEqual([pointer]);
    const newer = { ...pointer, sequence: 2 };
    expect(standingAfter(first, 'COMPLIANT', { pointer: newer }).evidence).toEqual([newer, pointer]);
  });

  it.each<[before: Status | null, now: Status, since: string | null]>([
    [null, 'NON_COMPLIANT', at(2)],
    [null, 'INSUFFICIENT_DATA', null],
    [null, 'COMPLIANT', null],
    ['NON_COMPLIANT', 'NON_COMPLIANT', at(1)],
    ['NON_COMPLIANT', 'INSUFFICIENT_DATA', at(1)],
    ['NON_COMPLIANT', 'COMPLIANT', null],
    ['NON_COMPLIANT', 'NOT_APPLICABLE', null],
    ['COMPLIANT', 'NON_COMPLIANT', at(2)],
    ['COMPLIANT', 'INSUFFICIENT_DATA', null],
  ])('that was %s and is %s fails since %s', (before, now, since) => {
    const known = before && standingAfter(null, before, { at: at(1) });
    expect(standingAfter(known, now).failingSince).toBe(since);
  });
});

/** What a history is told: a day, and whether a failure comes or goes that is waived or not. */
function told(tell: (history: History) => void): readonly string[] {
  const lines: string[] = [];
  const line =
    (word: string) =>
    (day: string, { isWaived }: { readonly isWaived: boolean }) =>
      void lines.push(`${day.slice(8)} ${word}${isWaived ? ' waived' : ''}`);
  tell({ enter: line('comes'), leave: line('goes'), points: () => [] });
  return lines;
}

describe('a waived failure in history', () => {
  const waived = (day: number) => standingAfter(null, 'NON_COMPLIANT', { at: at(day), waiver });

  it('is one that counts from the day after the waiver’s last', () => {
    const settled = ['04 comes waived', '05 goes waived', '05 comes'];
    for (const day of [5, 6]) {
      expect(
        told((history) => {
          enter(history, waived(4));
          settleWaiver(history, waived(4), at(day).slice(0, 10));
        }),
      ).toEqual(settled);
    }
    expect(told((history) => leave(history, waived(3), at(6)))).toEqual([
      '05 goes waived',
      '05 comes',
      '06 goes',
    ]);
  });

  it('stays one until then', () => {
    expect(told((history) => settleWaiver(history, waived(2), '2026-03-04'))).toEqual([]);
    expect(told((history) => leave(history, waived(2), at(4)))).toEqual(['04 goes waived']);
  });

  it('is none where the waiver had ended before', () => {
    expect(told((history) => enter(history, waived(5)))).toEqual(['05 comes']);
    expect(told((history) => settleWaiver(history, waived(5), '2026-03-09'))).toEqual([]);
  });

  it('is none without a waiver', () => {
    const failing = standingAfter(null, 'NON_COMPLIANT');
    expect(told((history) => settleWaiver(history, failing, '2026-03-09'))).toEqual([]);
  });
});
