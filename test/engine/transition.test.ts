import { describe, expect, it } from 'vitest';
import { postureWhenDeleted } from '../../engine/posture.ts';
import { transitionsBetween } from '../../engine/transition.ts';
import { FAILS, judgedPosture, PASSES } from '../support/posture.ts';

const [T1, T2] = ['2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z'];
const told = (...args: Parameters<typeof transitionsBetween>) =>
  transitionsBetween(...args).map(({ rule, from, to }) => [rule, from, to.status]);

describe('transitions', () => {
  it('of a first posture are all its verdicts', () => {
    const first = judgedPosture(null, { a: FAILS, b: PASSES }, { now: T1 });
    expect(told(null, first)).toEqual([
      ['a', null, 'NON_COMPLIANT'],
      ['b', null, 'COMPLIANT'],
    ]);
  });

  it('are only the verdicts that became others', () => {
    const first = judgedPosture(null, { a: FAILS, b: PASSES }, { now: T1 });
    const second = judgedPosture(first, { a: PASSES, b: PASSES }, { now: T2 });
    expect(told(first, second)).toEqual([['a', 'NON_COMPLIANT', 'COMPLIANT']]);
    expect(transitionsBetween(first, second)).toMatchObject([{ generation: 2, updatedAt: T2 }]);
  });

  it('end with the resource, also where posture drops what was never published', () => {
    const first = judgedPosture(null, { a: FAILS, b: PASSES }, { now: T1 });
    const deleted = postureWhenDeleted(first, T2);
    expect(Object.keys(deleted.rules)).toEqual(['a']);
    expect(told(first, deleted).toSorted()).toEqual([
      ['a', 'NON_COMPLIANT', 'NOT_APPLICABLE'],
      ['b', 'COMPLIANT', 'NOT_APPLICABLE'],
    ]);
  });

  it('end with the rule', () => {
    const first = judgedPosture(null, { a: PASSES, b: PASSES }, { now: T1 });
    const second = judgedPosture(first, { b: PASSES }, { now: T2 });
    expect(transitionsBetween(first, second)).toMatchObject([
      {
        rule: 'a',
        from: 'COMPLIANT',
        to: { status: 'NOT_APPLICABLE', because: 'the rule is not in force', since: T2 },
      },
    ]);
  });
});
