import { describe, expect, it } from 'vitest';
import {
  type Answer,
  answerFromPosture,
  answerFromVerdict,
  changedAt,
  evaluationOf,
  tally,
  worst,
} from '../../engine/config-evaluation.ts';
import { postureWhenDeleted } from '../../engine/posture.ts';
import { FAILS, judgedPosture, LACKS_KEY, PASSES, UNREADABLE, WAIVER } from '../support/posture.ts';

const [T1, T2, T3] = ['2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z', '2026-01-01T00:00:03.000Z'];
const about = { resourceType: 'AWS::SageMaker::NotebookInstance', resourceId: 'research', orderedAt: T1 };
const FAILING = 'RootAccess is Enabled, expected Disabled';

describe('an evaluation', () => {
  it.each([
    ['COMPLIANT', '', { compliance: 'COMPLIANT' }],
    ['NON_COMPLIANT', 'it is open', { compliance: 'NON_COMPLIANT', annotation: 'it is open' }],
    ['NOT_APPLICABLE', 'no key', { compliance: 'NOT_APPLICABLE', annotation: 'no key' }],
    [
      'INSUFFICIENT_DATA',
      'access denied',
      { compliance: 'NOT_APPLICABLE', annotation: 'insufficient data: access denied', isUnknown: true },
    ],
  ] as const)('of %s "%s" is what AWS Config takes', (status, text, told) => {
    expect(evaluationOf({ status, text }, about)).toEqual({ ...about, ...told });
  });

  it('has no annotation longer than AWS Config takes, nor half a character at its end', () => {
    const { annotation = '' } = evaluationOf(
      { status: 'NON_COMPLIANT', text: `${'x'.repeat(254)}😀😀` },
      about,
    );
    expect(annotation).toHaveLength(256);
    expect(annotation.isWellFormed()).toBe(true);
    expect(annotation.endsWith('…')).toBe(true);
    const whole = 'x'.repeat(256);
    expect(evaluationOf({ status: 'NON_COMPLIANT', text: whole }, about).annotation).toBe(whole);
  });

  it('has no id longer than AWS Config takes, and still tells two apart', () => {
    const ids = ['a', 'b'].map((end) => `${'x'.repeat(900)}${end}`);
    const told = ids.map((resourceId) =>
      evaluationOf({ status: 'COMPLIANT', text: '' }, { ...about, resourceId }),
    );
    expect(told.map(({ resourceId }) => resourceId.length)).toEqual([768, 768]);
    expect(new Set(told.map(({ resourceId }) => resourceId)).size).toBe(2);
    const longest = 'x'.repeat(768);
    const { resourceId } = evaluationOf({ status: 'COMPLIANT', text: '' }, { ...about, resourceId: longest });
    expect(resourceId).toBe(longest);
  });
});

describe('what posture answers', () => {
  const posture = judgedPosture(null, { open: FAILS, good: PASSES, hidden: UNREADABLE }, { now: T1 });

  it.each([
    [['open'], 'NON_COMPLIANT', FAILING],
    [['good'], 'COMPLIANT', ''],
    [['hidden'], 'INSUFFICIENT_DATA', 'access denied: sagemaker:ListTags'],
    [['new'], 'INSUFFICIENT_DATA', 'this rule has not judged it yet'],
    [['toString'], 'INSUFFICIENT_DATA', 'this rule has not judged it yet'],
    [['good', 'hidden', 'open'], 'NON_COMPLIANT', `open: ${FAILING}`],
    [['good', 'hidden'], 'INSUFFICIENT_DATA', 'hidden: access denied: sagemaker:ListTags'],
  ] as const)('for the rules %j is %s', (ids, status, text) => {
    expect(answerFromPosture(posture, ids)).toEqual({ status, text });
  });

  it('is that it is gone, whatever its rules said, and whether any of them had a word', () => {
    const deleted = postureWhenDeleted(posture, T2);
    for (const ids of [['open'], ['good'], ['open', 'new']])
      expect(answerFromPosture(deleted, ids)).toEqual({ status: 'NOT_APPLICABLE', text: 'deleted' });
  });

  it('names the waiver, and keeps the verdict: AWS Config knows no waivers', () => {
    const waived = judgedPosture(null, { open: { verdict: FAILS, waiver: WAIVER } }, { now: T1 });
    expect(answerFromPosture(waived, ['open'])).toEqual({
      status: 'NON_COMPLIANT',
      text: `waived until 2026-06-30 (SEC-1): ${FAILING}`,
    });
  });
});

describe('what a verdict on the item answers', () => {
  it.each([
    [FAILS, FAILING],
    [PASSES, ''],
    [UNREADABLE, 'access denied: sagemaker:ListTags'],
    [LACKS_KEY, 'it has no key'],
    [
      {
        status: 'NON_COMPLIANT',
        observations: [
          { path: 'KmsKeyId', expected: 'a key', actual: null },
          { path: 'Days', expected: 90, actual: [7] },
        ],
      } as const,
      'KmsKeyId is absent, expected a key; Days is [7], expected 90',
    ],
  ])('%j', (verdict, text) => {
    expect(answerFromVerdict(verdict)).toEqual({ status: verdict.status, text });
  });
});

describe('the time of a change', () => {
  const first = judgedPosture(null, { open: FAILS, good: PASSES }, { now: T1 });
  const second = judgedPosture(first, { open: PASSES, good: PASSES }, { now: T2 });
  const needless = judgedPosture(first, { open: LACKS_KEY, good: PASSES }, { now: T2 });

  it.each([
    ['a verdict that became another one', second, ['open'], T2],
    ['one that stayed', second, ['good'], T1],
    ['several: the latest', second, ['good', 'open'], T2],
    ['several in another order', second, ['open', 'good'], T2],
    ['a rule that has not judged it', second, ['new'], T2],
    ['what is deleted', postureWhenDeleted(first, T2), ['good'], T2],
    ['what is deleted, and did not apply before', postureWhenDeleted(needless, T3), ['open'], T3],
  ] as const)('of %s', (_, posture, ids, time) => {
    expect(changedAt(posture, ids)).toBe(time);
  });
});

const good: Answer = { status: 'COMPLIANT', text: '' };
const bad: Answer = { status: 'NON_COMPLIANT', text: 'open' };
const none: Answer = { status: 'NOT_APPLICABLE', text: 'no key' };
const silent: Answer = { status: 'NOT_APPLICABLE', text: '' };
const hidden: Answer = { status: 'INSUFFICIENT_DATA', text: 'denied' };

describe('the worst of several answers', () => {
  it.each([
    [[good, bad, hidden, none], { status: 'NON_COMPLIANT', text: '1: open' }],
    [[good, hidden, none], { status: 'INSUFFICIENT_DATA', text: '1: denied' }],
    [[none, good], { status: 'COMPLIANT', text: '' }],
    [[none, none], { status: 'NOT_APPLICABLE', text: '0: no key; 1: no key' }],
    [[bad, bad], { status: 'NON_COMPLIANT', text: '0: open; 1: open' }],
    [[silent, none], { status: 'NOT_APPLICABLE', text: '0; 1: no key' }],
    [[bad], bad],
    [[], { status: 'NOT_APPLICABLE', text: '' }],
  ] as const)('%j', (answers, expected) => {
    expect(worst(answers.map((answer, index) => [String(index), answer] as const))).toEqual(expected);
  });
});

describe('the answer for an account', () => {
  it.each([
    [[], { status: 'NOT_APPLICABLE', text: 'there is no such resource' }],
    [[good, good, none], { status: 'COMPLIANT', text: '2 of 3' }],
    [[good, bad, hidden, bad], { status: 'NON_COMPLIANT', text: '2 of 4: 1: open; 3: open' }],
    [[none, hidden, good], { status: 'INSUFFICIENT_DATA', text: '1 of 3: 1: denied' }],
    [[none], { status: 'NOT_APPLICABLE', text: '1 of 1: 0: no key' }],
    [[silent, none], { status: 'NOT_APPLICABLE', text: '2 of 2: 0; 1: no key' }],
  ] as const)('is the worst, with how many and which: %j', (answers, expected) => {
    const sum = tally();
    for (const [index, answer] of answers.entries()) sum.add(String(index), answer);
    expect(sum.answer()).toEqual(expected);
  });

  it('names the first few and counts all', () => {
    const sum = tally();
    for (let index = 0; index < 1000; index += 1) sum.add(String(index), bad);
    expect(sum.answer().text).toMatch(/^1000 of 1000: 0: open; .*; 4: open$/);
  });
});
