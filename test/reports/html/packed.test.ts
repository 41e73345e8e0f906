import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFindings, unpackFindings } from '../../../reports/html/packed.ts';
import { assessmentOf } from '../assessments.ts';

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('packed findings', () => {
  it.each(['archive', 'gate', 'scan', 'posture'] as const)('of a %s are what they were', (kind) => {
    const { findings } = assessmentOf({ findings: 300, kind, hostile: true });
    expect(unpackFindings(throughJson(packFindings(findings)))).toEqual(findings);
  });

  it('hold any text and any value', () => {
    const [finding] = assessmentOf({ findings: 1 }).findings;
    if (finding === undefined) throw new Error('there is no finding');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (text, value) => {
        const odd = {
          ...finding,
          because: text,
          resource: { ...finding.resource, id: text },
          observations: [{ path: text, expected: throughJson(value) as string, actual: null }],
        };
        expect(unpackFindings(throughJson(packFindings([odd, finding])))).toEqual([odd, finding]);
      }),
    );
  });

  it('say each value once', () => {
    const { findings } = assessmentOf({ findings: 500 });
    const { values } = packFindings([...findings, ...findings]);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(values.length);
  });
});
