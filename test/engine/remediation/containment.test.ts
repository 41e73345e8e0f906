import { describe, expect, it } from 'vitest';
import { type ContainmentFile, containmentSchema } from '../../../engine/remediation/containment.ts';

const file: ContainmentFile = {
  schema: 'assay.containment/1',
  kind: 'role',
  name: 'trainer',
  account: '111122223333',
  partition: 'aws',
  region: 'eu-central-1',
  by: 'arn:aws:iam::111122223333:user/maya',
  reason: 'keys were published',
  begunAt: '2026-03-01T12:00:00.000Z',
  before: { Policies: [] },
  progress: { direction: 'doing', step: 0, isBegun: true, isMade: false, results: [null], looks: 0 },
};

const isTaken = (more: object): boolean => containmentSchema.safeParse({ ...file, ...more }).success;
const at = (more: object) => isTaken({ progress: { ...file.progress, ...more } });

describe('what stands of a containment', () => {
  it('is read as it was written', () => {
    expect(containmentSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it.each([
    [-2, false],
    // All is taken back.
    [-1, true],
    [0, true],
    [1000, true],
    [1001, false],
    [0.5, false],
  ])('may have come to step %s: %s', (step, isStep) => {
    expect(at({ step })).toBe(isStep);
  });

  it.each<[string, object]>([
    ['of another version', { schema: 'assay.containment/2' }],
    ['of no account', { account: '1111' }],
    ['of longer digits than an account has', { account: '1111222233334' }],
    ['without a reason', { reason: '' }],
    ['with a member that nobody knows', { calls: [] }],
  ])('is not taken %s', (_what, more) => {
    expect(isTaken(more)).toBe(false);
  });
});
