import { describe, expect, it } from 'vitest';
import type { AssessedFinding } from '../../../engine/assessment/assessment.ts';
import type { Status } from '../../../engine/verdict.ts';
import { isRisk } from '../../../reports/oscal/risks.ts';
import { AS_OF, assessmentWith, findingWith, WAIVER } from '../small-assessment.ts';
import { factOf, resultsOf } from './document.ts';

const risked = (finding: AssessedFinding) => resultsOf(assessmentWith([finding])).results[0].risks?.[0];

describe('a risk', () => {
  it.each<[Status, Partial<AssessedFinding>, boolean]>([
    ['NON_COMPLIANT', {}, true],
    ['NON_COMPLIANT', { waiver: WAIVER }, true],
    ['NON_COMPLIANT', { advisory: true }, false],
    ['COMPLIANT', {}, false],
    ['NOT_APPLICABLE', {}, false],
    ['INSUFFICIENT_DATA', {}, false],
    ['INSUFFICIENT_DATA', { failedBefore: true }, true],
  ])('%s with %j: %s', (status, more, expected) => {
    expect(isRisk(findingWith(status, more))).toBe(expected);
    expect(risked(findingWith(status, more)) !== undefined).toBe(expected);
  });

  it('is open until its service level ends, and since it fails', () => {
    const risk = risked(findingWith('NON_COMPLIANT', { dueAt: '2026-11-30T00:00:00.000Z' }));
    expect(risk).toMatchObject({ status: 'open', deadline: '2026-11-30T00:00:00.000Z' });
    expect(risk?.['risk-log']?.entries).toMatchObject([
      { start: '2026-10-01T00:00:00.000Z', 'status-change': 'open' },
    ]);
  });

  it('has no deadline and no log where the source tells of none', () => {
    const risk = risked(findingWith('NON_COMPLIANT', { since: null }));
    expect(risk).toMatchObject({ status: 'open' });
    expect(risk?.deadline).toBeUndefined();
    expect(risk?.['risk-log']).toBeUndefined();
  });

  it('that is waived is a deviation until the waiver’s last second, by whom and why', () => {
    const risk = risked(findingWith('NON_COMPLIANT', { waiver: WAIVER, dueAt: null }));
    expect(risk).toMatchObject({ status: 'deviation-approved', deadline: '2026-12-31T23:59:59.000Z' });
    expect(factOf(risk, 'waiver-ticket')).toBe('RISK-1');
    expect(risk?.['risk-log']?.entries[1]).toMatchObject({
      start: AS_OF,
      'status-change': 'deviation-approved',
      description: 'RISK-1, owned by ml-platform, approved by ciso, until 2026-12-31: until the migration',
    });
  });

  it('of a rule that is not in force any more is told without the rule’s words', () => {
    const risk = risked(findingWith('NON_COMPLIANT', { rule: 'gone' }));
    expect(risk?.title).toContain('gone');
    expect(risk).not.toHaveProperty('remediations');
  });
});
