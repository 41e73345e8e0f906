import { describe, expect, it } from 'vitest';
import type { AssessedFinding } from '../../../engine/assessment/assessment.ts';
import { assessmentWith, findingWith, WAIVER } from '../small-assessment.ts';
import { factOf, resultsOf } from './document.ts';

const controlFinding = (...findings: AssessedFinding[]) => {
  const [result] = resultsOf(assessmentWith(findings)).results;
  return { finding: result.findings?.[0], result };
};

describe('the finding of a control', () => {
  it('points to every verdict of its rules, and to the risks among them', () => {
    const { finding, result } = controlFinding(
      findingWith('COMPLIANT'),
      findingWith('NON_COMPLIANT', { waiver: WAIVER }, 1),
      findingWith('NON_COMPLIANT', {}, 2),
      findingWith('COMPLIANT', { rule: 'another' }, 3),
    );
    expect(finding?.['related-observations']?.map((each) => each['observation-uuid'])).toEqual(
      result.observations?.slice(0, 3).map(({ uuid }) => uuid),
    );
    expect(finding?.['related-risks']?.map((each) => each['risk-uuid'])).toEqual(
      result.risks?.map(({ uuid }) => uuid),
    );
    expect(factOf(finding, 'waived')).toBe('1');
  });

  it('is of our objective under the control, in words that claim no more', () => {
    const { finding } = controlFinding(findingWith('COMPLIANT'));
    expect(finding?.title).toBe('A.8.24 Use of cryptography');
    expect(finding?.target).toMatchObject({
      type: 'objective-id',
      'target-id': 'iso27001_2022.a.8.24_obj.assay',
      status: { state: 'satisfied', reason: 'pass' },
    });
    expect(finding?.target.status.remarks).toBe(
      'At 2026-11-02T12:00:00.000Z: rules that judged something: 1 of 1; they hold for every resource that they judged. ' +
        'This is the state of Assay’s own objective, not of the control, which asks for more than a configuration.',
    );
  });

  it('is not applicable where its rules judge nothing, which is no pass', () => {
    expect(controlFinding(findingWith('NOT_APPLICABLE')).finding?.target).toMatchObject({
      'implementation-status': { state: 'not-applicable' },
      status: { state: 'not-satisfied', reason: 'other' },
    });
    expect(controlFinding(findingWith('INSUFFICIENT_DATA')).finding?.target).not.toHaveProperty(
      'implementation-status',
    );
  });

  it('points to nothing where there is nothing', () => {
    const { finding } = controlFinding();
    expect(finding).not.toHaveProperty('related-observations');
    expect(finding).not.toHaveProperty('related-risks');
  });
});
