import { describe, expect, it } from 'vitest';
import { guard } from '../../engine/guard.ts';
import { plainVerdict } from '../../engine/plain.ts';
import { compliant, nonCompliant } from '../../engine/verdict.ts';
import type { Json } from '../../resources/resource.ts';

const showing = (...actual: unknown[]) => {
  const [first, ...rest] = actual.map((each) => ({ path: 'P', expected: null, actual: each as Json }));
  if (!first) throw new Error('a violation shows something');
  return nonCompliant(first, ...rest);
};

describe('a verdict as plain data', () => {
  it.each([null, 'text', 7, true, false])('is the verdict itself where it shows %j', (actual) => {
    const verdict = showing(actual, actual);
    expect(plainVerdict(verdict)).toBe(verdict);
  });

  it('is the verdict itself where it shows nothing', () => {
    expect(plainVerdict(compliant)).toBe(compliant);
  });

  it('keeps scalars beside and within what is copied', () => {
    const tree = { a: null, b: [false, 'x', 7] };
    const verdict = plainVerdict(showing(true, tree));
    expect(verdict).toEqual(showing(true, tree));
  });

  it('has null for what is no JSON', () => {
    expect(plainVerdict(showing(undefined, [undefined, () => 1]))).toEqual(showing(null, [null, null]));
  });

  it('says of a member that cannot be known why, in its place', () => {
    const tree = guard({ L: ['x', null] }, [{ path: ['L', 1], because: 'later' }]);
    const told = { L: ['x', { $unknown: 'L[1]: later' }] };
    expect(plainVerdict(showing(tree))).toEqual(showing(told));
    expect(plainVerdict(showing(7, tree))).toEqual(showing(7, told));
  });

  it('lets a defect through', () => {
    const tree = {
      get A(): string {
        throw new TypeError('defect');
      },
    };
    expect(() => plainVerdict(showing(tree))).toThrow('defect');
  });
});
