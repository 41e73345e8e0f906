import { describe, expect, it } from 'vitest';
import { postureWhenDeleted } from '../../engine/posture.ts';
import { hubNewsBetween, transitionsBetween } from '../../engine/transition.ts';
import { FAILS, judgedPosture, PASSES, UNREADABLE } from '../support/posture.ts';

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
    for (const { to } of transitionsBetween(first, deleted))
      expect(to).toMatchObject({ because: 'deleted', since: T2 });
  });

  it('begin with the rule', () => {
    const first = judgedPosture(null, { a: FAILS }, { now: T1 });
    const second = judgedPosture(first, { a: FAILS, b: PASSES }, { now: T2 });
    expect(told(first, second)).toEqual([['b', null, 'COMPLIANT']]);
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

describe('the news for Security Hub', () => {
  const first = judgedPosture(null, { a: FAILS, b: PASSES }, { now: T1 });
  const news = (...args: Parameters<typeof hubNewsBetween>) =>
    hubNewsBetween(...args).map(({ rule }) => rule);

  it('of a first posture is what is to be told at all', () => {
    expect(hubNewsBetween(null, first)).toEqual([{ rule: 'a', posture: first.rules['a'] }]);
  });

  it('is what was not to be told before: of a rule that held, or that was not there', () => {
    const second = judgedPosture(first, { a: FAILS, b: FAILS, c: FAILS, d: PASSES }, { now: T2 });
    expect(news(first, second)).toEqual(['b', 'c']);
  });

  it('is what is told again', () => {
    expect(news(first, judgedPosture(first, { a: UNREADABLE, b: PASSES }, { now: T2 }))).toEqual(['a']);
    expect(news(first, judgedPosture(first, { a: FAILS, b: PASSES }, { now: T2 }))).toEqual([]);
  });
});
