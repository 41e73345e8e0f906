import { describe, expect, it } from 'vitest';
import { type Attestation, isInForce, standingAttestations } from '../../engine/attestation.ts';

const now = '2026-03-01T12:00:00.000Z';
const attestation: Attestation = {
  subject: 'the churn model',
  kind: 'bias-review',
  attestedBy: 'Grace Hopper',
  attested: '2026-01-01',
  expires: '2026-12-31',
  documentHash: 'b'.repeat(64),
  controls: ['f:A'],
};

const standing = (change: Partial<Attestation>, maxDays = 365) =>
  standingAttestations([{ ...attestation, ...change }], { now, maxDays })[0];

describe('an attestation', () => {
  const cases: readonly (readonly [string, Partial<Attestation>, number, boolean])[] = [
    ['in-force', {}, 364, true],
    ['over-long', {}, 363, false],
    ['in-force', { expires: '2026-04-01' }, 365, true],
    ['ends-soon', { expires: '2026-03-31' }, 365, true],
    ['ends-soon', { expires: '2026-03-01' }, 365, true],
    ['expired', { expires: '2026-02-28' }, 365, false],
    ['not-yet-begun', { attested: '2026-03-02' }, 365, false],
    ['in-force', { attested: '2026-03-01' }, 365, true],
  ];

  it.each(cases)('is %s by %o, at most %d days', (state, change, maxDays, expected) => {
    const told = standing(change, maxDays);
    expect(told?.state).toBe(state);
    expect(told && isInForce(told)).toBe(expected);
  });

  it('stands for nothing that it does not name', () => {
    expect(standing({ controls: undefined, rules: undefined })).toMatchObject({ controls: [], rules: [] });
  });

  it('comes before one that ends later', () => {
    const all = ['2026-12-31', '2026-06-30', '2026-09-30'].map((expires) => ({ ...attestation, expires }));
    const ends = standingAttestations(all, { now, maxDays: 365 }).map(({ expires }) => expires);
    expect(ends).toEqual(['2026-06-30', '2026-09-30', '2026-12-31']);
  });
});
