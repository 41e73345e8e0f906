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

describe('transitions of a rule in shadow', () => {
  const shadowed = { verdict: FAILS, shadow: true } as const;
  const dark = judgedPosture(null, { a: shadowed, b: PASSES }, { now: T1 });

  it('are none, whatever becomes of it', () => {
    expect(told(null, dark)).toEqual([['b', null, 'COMPLIANT']]);
    const fixed = judgedPosture(dark, { a: { verdict: PASSES, shadow: true }, b: PASSES }, { now: T2 });
    expect(told(dark, fixed)).toEqual([]);
    expect(told(fixed, judgedPosture(fixed, { b: PASSES }, { now: T2 }))).toEqual([]);
    expect(told(dark, postureWhenDeleted(dark, T2))).toEqual([['b', 'COMPLIANT', 'NOT_APPLICABLE']]);
  });

  it('begin when it is lifted, as those of a new rule', () => {
    const lifted = judgedPosture(dark, { a: FAILS, b: PASSES }, { now: T2 });
    expect(told(dark, lifted)).toEqual([['a', null, 'NON_COMPLIANT']]);
  });

  it('end when it is put there, also where it had said nothing to Security Hub', () => {
    const first = judgedPosture(null, { a: FAILS, b: PASSES }, { now: T1 });
    const both = { a: shadowed, b: { verdict: PASSES, shadow: true } } as const;
    const second = judgedPosture(first, both, { now: T2 });
    expect(told(first, second)).toEqual([
      ['a', 'NON_COMPLIANT', 'NOT_APPLICABLE'],
      ['b', 'COMPLIANT', 'NOT_APPLICABLE'],
    ]);
    for (const { to } of transitionsBetween(first, second)) expect(to.because).toBe('the rule is in shadow');
    // An archived finding is kept; its rule is gone from the pack later, and that is nobody's news either.
    expect(told(second, judgedPosture(second, {}, { now: T2 }))).toEqual([]);
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
