import { describe, expect, it } from 'vitest';
import type { AssessedWaiver, CoverageGap } from '../../../engine/assessment/assessment.ts';
import { unknowns } from '../../../reports/oscal/unknowns.ts';
import { assessmentWith, WAIVER } from '../small-assessment.ts';

const gap: CoverageGap = {
  subject: 'change events',
  account: '111122223333',
  region: null,
  from: '2026-11-01T00:00:00.000Z',
  to: null,
  because: 'no canary came through',
};
const waiver: AssessedWaiver = { ...WAIVER, rule: 'some-rule', scope: 'any', state: 'expired', covers: 0 };

describe('what is not known', () => {
  it.each([
    [null, 'and it goes on'],
    ['2026-11-02T00:00:00.000Z', 'to 2026-11-02T00:00:00.000Z'],
  ])('is told with its times: to %s', (to, until) => {
    const [observation] = unknowns(assessmentWith([], { gaps: [{ ...gap, to }] }));
    expect(observation?.['description']).toBe(
      `Of change events 111122223333 nothing is known from 2026-11-01T00:00:00.000Z ${until}: no canary came through.`,
    );
    expect(observation).toMatchObject({ methods: ['EXAMINE'], types: ['coverage-gap'] });
  });

  it('is told twice where it happened twice', () => {
    const uuids = unknowns(assessmentWith([], { gaps: [gap, gap] })).map(({ uuid }) => uuid);
    expect(new Set(uuids).size).toBe(2);
  });

  it.each([
    ['in-force', 0],
    ['ends-soon', 0],
    ['expired', 1],
    ['unused', 1],
    ['over-long', 1],
    ['not-yet-approved', 1],
  ] as const)('has of a waiver that is %s: %i', (state, count) => {
    expect(unknowns(assessmentWith([], { waivers: [{ ...waiver, state }] })).length).toBe(count);
  });
});
