import { describe, expect, it } from 'vitest';
import type { AssessedFinding } from '../../../engine/assessment/assessment.ts';
import { totalsOf } from '../../../reports/html/totals.ts';
import { AS_OF, assessmentOf } from '../assessments.ts';

const [like] = assessmentOf({ findings: 1 }).findings;
if (like === undefined) throw new Error('there is no finding');

const findingWith = (more: Partial<AssessedFinding>): AssessedFinding => ({
  ...like,
  severity: 'HIGH',
  advisory: false,
  waiver: null,
  dueAt: null,
  ...more,
});

const waiver = { owner: 'o', approver: 'a', ticket: 't', reason: 'r', expires: '2026-12-01' };

describe('totals', () => {
  it.each<[string, Partial<AssessedFinding>, Partial<ReturnType<typeof totalsOf>>]>([
    ['a failure', { status: 'NON_COMPLIANT' }, { failing: 1, judged: 1, overdue: 0 }],
    [
      'an overdue one',
      { status: 'NON_COMPLIANT', dueAt: '2026-11-01T00:00:00.000Z' },
      { failing: 1, judged: 1, overdue: 1 },
    ],
    ['a waived one', { status: 'NON_COMPLIANT', waiver }, { failing: 0, waived: 1, judged: 1 }],
    ['an advisory one', { status: 'NON_COMPLIANT', advisory: true }, { failing: 0, advisory: 1, judged: 0 }],
    [
      'one in shadow',
      { status: 'NON_COMPLIANT', advisory: true, shadow: true },
      { failing: 0, advisory: 0, shadow: 1, judged: 0 },
    ],
    [
      'what nobody knows',
      { status: 'INSUFFICIENT_DATA' },
      { unknown: 1, compliant: 0, failing: 0, judged: 1 },
    ],
    ['what is in order', { status: 'COMPLIANT' }, { compliant: 1, judged: 1 }],
    ['what does not apply', { status: 'NOT_APPLICABLE' }, { notApplicable: 1, compliant: 0, judged: 0 }],
  ])('count %s where it belongs', (_name, more, expected) => {
    expect(totalsOf({ findings: [findingWith(more)], asOf: AS_OF })).toMatchObject(expected);
  });

  it('add up', () => {
    const assessment = assessmentOf({ findings: 600 });
    const { open, failing, waived, unknown, compliant, judged } = totalsOf(assessment);
    expect(open.CRITICAL + open.HIGH + open.MEDIUM + open.LOW).toBe(failing);
    expect(failing + waived + unknown + compliant).toBe(judged);
  });
});
