import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  all,
  compliant,
  each,
  insufficientData,
  nonCompliant,
  notApplicable,
  type Observation,
  settle,
  some,
  UnreadableValueError,
  type Verdict,
} from '../../engine/verdict.ts';

type Truth = 'yes' | 'no' | 'unknown';
const truths = fc.array(fc.constantFrom<Truth>('yes', 'no', 'unknown'));

const holds = (truth: Truth): boolean => {
  if (truth === 'unknown') throw new UnreadableValueError('hidden');
  return truth === 'yes';
};

const violation: Observation = { path: 'P', expected: true, actual: false };
const observe = (truth: Truth) => (holds(truth) ? undefined : violation);

describe('each', () => {
  it('lets a certain violation win over an unknown, and an unknown over a pass, in any order', () => {
    fc.assert(
      fc.property(truths, (elements) => {
        const expected = elements.includes('no')
          ? 'NON_COMPLIANT'
          : elements.includes('unknown')
            ? 'INSUFFICIENT_DATA'
            : 'COMPLIANT';
        expect(each(elements, observe).status).toBe(expected);
        expect(each(elements.toReversed(), observe).status).toBe(expected);
      }),
    );
  });

  it('tells all violations, with their index', () => {
    const verdict = each(['no', 'yes', 'no'] as const, (truth, index) =>
      holds(truth) ? undefined : { path: `L[${index}]`, expected: 1, actual: 0 },
    );
    expect(verdict).toEqual(
      nonCompliant({ path: 'L[0]', expected: 1, actual: 0 }, { path: 'L[2]', expected: 1, actual: 0 }),
    );
  });

  it('takes more violations than a call takes arguments', () => {
    const verdict = each(
      Array.from({ length: 300_000 }, (): Truth => 'no'),
      observe,
    );
    expect(verdict.status).toBe('NON_COMPLIANT');
    expect(all([() => verdict]).status).toBe('NON_COMPLIANT');
  });

  it('guards the element itself', () => {
    const elements = ['yes'];
    Object.defineProperty(elements, 1, {
      get() {
        throw new UnreadableValueError('hidden');
      },
    });
    expect(each(elements, () => undefined)).toEqual(insufficientData('hidden'));
  });

  it('lets a defect through', () => {
    const defect = () => {
      throw new TypeError('defect');
    };
    expect(() => each(['yes'], defect)).toThrow('defect');
  });
});

describe('some', () => {
  it('lets a certain hit win over an unknown, and an unknown over a miss, in any order', () => {
    fc.assert(
      fc.property(truths, (elements) => {
        const otherwise = () => nonCompliant(violation);
        const expected = elements.includes('yes')
          ? 'COMPLIANT'
          : elements.includes('unknown')
            ? 'INSUFFICIENT_DATA'
            : 'NON_COMPLIANT';
        expect(some(elements, holds, otherwise).status).toBe(expected);
        expect(some(elements.toReversed(), holds, otherwise).status).toBe(expected);
      }),
    );
  });

  it('asks of the elements, and of nothing beyond them', () => {
    const isAbsent = (element: string | undefined) => element === undefined;
    expect(some(['a'], isAbsent, () => nonCompliant(violation)).status).toBe('NON_COMPLIANT');
  });
});

describe('all', () => {
  const clauses: Readonly<Record<string, () => Verdict>> = {
    fails: () => nonCompliant(violation),
    unknown: () => insufficientData('hidden'),
    throws: () => {
      throw new UnreadableValueError('hidden');
    },
    passes: () => compliant,
    inapplicable: () => notApplicable('not meant'),
  };

  it('fails if one fails, else is open if one is, else passes, else does not apply, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(clauses)), { minLength: 1 }), (names) => {
        const verdictOf = (chosen: readonly string[]) =>
          all(chosen.map((name) => clauses[name] ?? (() => compliant))).status;
        const has = (...some: string[]) => some.some((name) => names.includes(name));
        const expected = has('fails')
          ? 'NON_COMPLIANT'
          : has('unknown', 'throws')
            ? 'INSUFFICIENT_DATA'
            : has('passes')
              ? 'COMPLIANT'
              : 'NOT_APPLICABLE';
        expect(verdictOf(names)).toBe(expected);
        expect(verdictOf(names.toReversed())).toBe(expected);
      }),
    );
  });

  it('adds up the observations', () => {
    const other = { path: 'Q', expected: 1, actual: 2 };
    expect(all([() => nonCompliant(violation), () => compliant, () => nonCompliant(other)])).toEqual(
      nonCompliant(violation, other),
    );
  });
});

describe('what cannot be read', () => {
  it('is told from other errors by its name too', () => {
    expect(String(new UnreadableValueError('hidden'))).toBe('UnreadableValueError: hidden');
  });
});

describe('settle', () => {
  it('makes INSUFFICIENT_DATA of what cannot be read, and of nothing else', () => {
    expect(settle(() => compliant)).toBe(compliant);
    expect(
      settle(() => {
        throw new UnreadableValueError('hidden');
      }),
    ).toEqual(insufficientData('hidden'));
    expect(() =>
      settle(() => {
        throw new RangeError('defect');
      }),
    ).toThrow('defect');
  });
});
