import { describe, expect, it } from 'vitest';
import { planHash, stateDigest } from '../../../engine/remediation/plan.ts';
import { planWith } from './kit.ts';

describe('the hash of a plan', () => {
  it('is of what is planned, whatever the order of members', () => {
    const plan = planWith();
    const turned = Object.fromEntries(Object.entries(plan).toReversed()) as unknown as typeof plan;
    expect(planHash(turned)).toBe(planHash(plan));
    expect(planHash(plan)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a call', { steps: planWith().steps.slice(1) as never }],
    ['the state before', { beforeDigest: 'other' }],
    ['the resource', { resource: { ...planWith().resource, id: 'other' } }],
  ])('is another with another %s', (_what, more) => {
    expect(planHash(planWith(more))).not.toBe(planHash(planWith()));
  });

  it('of the state is another with another state', () => {
    expect(stateDigest({ a: 1 })).toMatch(/^[0-9a-f]{64}$/);
    expect(stateDigest({ a: 2 })).not.toBe(stateDigest({ a: 1 }));
  });

  it('takes an absent member and none for the same state', () => {
    expect(stateDigest({ a: 1, b: undefined })).toBe(stateDigest({ a: 1 }));
  });
});
