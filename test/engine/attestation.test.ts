import { describe, expect, it } from 'vitest';
import { type Attestation, isInForce, standingAttestations } from '../../engine/attestation.ts';

const attestation: Attestation = {
  subject: 'the model of churn',
  kind: 'model card',
  attestedBy: 'Ann',
  attested: '2026-01-01',
  expires: '2026-12-31',
  documentHash: 'a'.repeat(64),
  controls: ['iso42001_2023:A.6.2.7'],
};
const at = (now: string, more: Partial<Attestation> = {}, maxDays = 365) =>
  standingAttestations([{ ...attestation, ...more }], { now, maxDays })[0];

describe('where an attestation stands', () => {
  it.each([
    ['2025-12-31T23:59:59.999Z', 'not-yet-begun', false],
    ['2026-01-01T00:00:00.000Z', 'in-force', true],
    ['2026-11-30T23:59:59.999Z', 'in-force', true],
    ['2026-12-01T00:00:00.000Z', 'ends-soon', true],
    ['2026-12-31T23:59:59.999Z', 'ends-soon', true],
    ['2027-01-01T00:00:00.000Z', 'expired', false],
  ])('at %s is %s', (now, state, isOfUse) => {
    const standing = at(now);
    expect(standing?.state).toBe(state);
    expect(standing && isInForce(standing)).toBe(isOfUse);
  });

  it('is over-long where it is for more days than the settings allow, and then of no use', () => {
    const states = [363, 364, 365].map((maxDays) => at('2026-03-01T00:00:00.000Z', {}, maxDays));
    expect(states.map((each) => each?.state)).toEqual(['over-long', 'in-force', 'in-force']);
    expect(states.map((each) => each && isInForce(each))).toEqual([false, true, true]);
  });

  it('is expired or not begun rather than over-long', () => {
    expect(at('2027-01-01T00:00:00.000Z', {}, 1)?.state).toBe('expired');
    expect(at('2025-01-01T00:00:00.000Z', {}, 1)?.state).toBe('not-yet-begun');
  });
});

describe('standing attestations', () => {
  const now = '2026-03-01T00:00:00.000Z';

  it('keep their words, and name no controls or rules where they named none', () => {
    expect(at(now)).toEqual({ ...attestation, rules: [], state: 'in-force' });
    expect(at(now, { controls: undefined, rules: ['a'] })).toMatchObject({ controls: [], rules: ['a'] });
  });

  it('begin with the one that ends first; of two that end together, with the first', () => {
    const given = [
      { ...attestation, subject: 'c' },
      { ...attestation, subject: 'a', expires: '2026-06-30' },
      { ...attestation, subject: 'd', expires: '2027-01-01' },
      { ...attestation, subject: 'b', expires: '2026-06-30' },
    ];
    const standing = standingAttestations(given, { now, maxDays: 365 });
    expect(standing.map(({ subject }) => subject)).toEqual(['a', 'b', 'c', 'd']);
  });
});
