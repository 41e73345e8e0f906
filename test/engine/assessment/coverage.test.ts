import { describe, expect, it } from 'vitest';
import { unknownRule } from '../../../engine/assessment/assessed-rule.ts';
import type { AssessedRule, StandingAttestation } from '../../../engine/assessment/assessment.ts';
import { assessedFrameworks, type CoverageInput } from '../../../engine/assessment/coverage.ts';

const framework = {
  key: 'f',
  name: 'F',
  edition: '1',
  url: 'https://example.com',
  controls: { A: 'a', B: 'b', C: 'c' },
};
const rule = (id: string, controls: readonly string[], change: Partial<AssessedRule> = {}): AssessedRule => ({
  ...unknownRule(id),
  controls: controls.map((control) => ({ id: control, source: null })),
  ...change,
});
const attestation: StandingAttestation = {
  subject: 's',
  kind: 'k',
  attestedBy: 'ada',
  attested: '2026-01-01',
  expires: '2026-12-31',
  documentHash: 'b'.repeat(64),
  controls: [],
  rules: [],
  state: 'in-force',
};

function coverage(input: Partial<CoverageInput>) {
  const [told] = assessedFrameworks([framework], { rules: [], findings: [], attestations: [], ...input });
  return told?.controls ?? [];
}

describe('coverage', () => {
  it('lists every control, those that nothing stands for too', () => {
    expect(coverage({}).map(({ id, coverage: word }) => [id, word])).toEqual([
      ['A', 'not-covered'],
      ['B', 'not-covered'],
      ['C', 'not-covered'],
    ]);
  });

  it('is automated where a rule in force supports the control, and counts what it found', () => {
    const findings = [
      { rule: 'one', status: 'NON_COMPLIANT' },
      { rule: 'one', status: 'COMPLIANT' },
      { rule: 'two', status: 'COMPLIANT' },
      { rule: 'other', status: 'COMPLIANT' },
    ] as const;
    const [a, b] = coverage({ rules: [rule('one', ['f:A']), rule('two', ['f:A', 'f:B', 'g:A'])], findings });
    expect(a).toMatchObject({
      coverage: 'automated',
      rules: ['one', 'two'],
      counts: { COMPLIANT: 2, NON_COMPLIANT: 1, NOT_APPLICABLE: 0, INSUFFICIENT_DATA: 0 },
    });
    expect(b).toMatchObject({ rules: ['two'], counts: { COMPLIANT: 1, NON_COMPLIANT: 0 } });
  });

  it('is not by an advisory rule', () => {
    const [a] = coverage({ rules: [rule('one', ['f:A'], { profile: 'advisory' })] });
    expect(a).toMatchObject({ coverage: 'not-covered', rules: [] });
  });

  it.each([
    'in-force',
    'ends-soon',
    'expired',
    'over-long',
    'not-yet-begun',
  ] as const)('is attested by an attestation that is in force only: %s', (state) => {
    const [a] = coverage({ attestations: [{ ...attestation, controls: ['f:A'], state }] });
    const isInForce = state === 'in-force' || state === 'ends-soon';
    expect(a?.coverage).toBe(isInForce ? 'attested' : 'not-covered');
    expect(a?.attestations).toHaveLength(isInForce ? 1 : 0);
  });

  it('is attested for the controls that the attestation names alone', () => {
    const told = coverage({ attestations: [{ ...attestation, controls: ['f:A', 'g:B'] }] });
    expect(told.map(({ coverage: word }) => word)).toEqual(['attested', 'not-covered', 'not-covered']);
  });

  it('stays automated beside an attestation, and tells it', () => {
    const [a, b] = coverage({
      rules: [rule('one', ['f:A'])],
      attestations: [{ ...attestation, rules: ['one', 'elsewhere'] }],
    });
    expect(a).toMatchObject({ coverage: 'automated', attestations: [{ subject: 's' }] });
    expect(b?.attestations).toEqual([]);
  });
});
