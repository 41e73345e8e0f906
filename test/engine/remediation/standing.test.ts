import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../engine/remediation/decide.ts';
import { type Beginning, MOST_ROUNDS, standingOf } from '../../../engine/remediation/standing.ts';
import { planWith } from './kit.ts';

const decided = (outcome: Decision['outcome'], more: Partial<Decision> = {}): Decision => ({
  outcome,
  because: `decided to ${outcome}`,
  brake: null,
  held: [],
  ...more,
});

const plan = planWith();
const same = planWith({ plannedAt: '2026-03-02T00:00:00.000Z', verdicts: { other: 'COMPLIANT' } });
const changed = planWith({ beforeDigest: 'another' });
const [first] = plan.steps;
const otherwise = planWith({ steps: [first] });

const byItself: Beginning = { plan, isApproved: false, round: 1 };
const approved: Beginning = { ...byItself, isApproved: true };

describe('a plan that would be made again', () => {
  it.each([
    ['by itself', byItself, 'go'],
    ['that a person has let happen', approved, 'approve'],
    ['that needs that person no more', approved, 'go'],
  ] as const)('%s holds, with the verdicts of now', (_what, beginning, outcome) => {
    expect(standingOf(beginning, { plan: same, decision: decided(outcome) })).toEqual({
      is: 'holds',
      verdicts: same.verdicts,
    });
  });

  it('that needs a person by now lapses: nobody was asked', () => {
    const decision = decided('approve');
    expect(standingOf(byItself, { plan: same, decision })).toEqual({
      is: 'lapsed',
      because: 'decided to approve',
      plan: same,
      decision,
    });
  });

  it.each([byItself, approved])('that is only to be told is told', (beginning) => {
    expect(standingOf(beginning, { plan: same, decision: decided('notify') })).toEqual({
      is: 'told',
      because: 'decided to notify',
    });
  });
});

describe('a plan about another state', () => {
  it.each([
    ['go', byItself, changed],
    ['go', byItself, otherwise],
    ['approve', approved, changed],
    ['approve', approved, otherwise],
    ['notify', approved, changed],
  ] as const)('lapses, and one that is decided to %s takes its place', (outcome, beginning, again) => {
    const decision = decided(outcome);
    expect(standingOf(beginning, { plan: again, decision })).toEqual({
      is: 'lapsed',
      because: 'what it would change has changed since',
      plan: again,
      decision,
    });
  });

  it.each([
    [MOST_ROUNDS - 1, 'lapsed', 'what it would change has changed since'],
    [MOST_ROUNDS, 'told', `it was planned ${MOST_ROUNDS} times`],
    [MOST_ROUNDS + 1, 'told', `it was planned ${MOST_ROUNDS + 1} times`],
  ])('is planned no more than so often: the plan number %i is %s', (round, is, because) => {
    const standing = standingOf({ ...approved, round }, { plan: changed, decision: decided('approve') });
    expect(standing).toMatchObject({ is, because: expect.stringContaining(because) });
  });

  it('holds however often it was planned, once the resource is at rest', () => {
    const standing = standingOf({ ...approved, round: 99 }, { plan: same, decision: decided('approve') });
    expect(standing.is).toBe('holds');
  });
});

describe('a plan for which nothing is planned any more', () => {
  it.each([byItself, approved])('is stopped, with the reason', (beginning) => {
    const because = 'decided to stop';
    expect(standingOf(beginning, { plan: null, decision: decided('stop') })).toEqual({
      is: 'stopped',
      because,
    });
    expect(standingOf(beginning, { plan: same, decision: decided('stop') })).toEqual({
      is: 'stopped',
      because,
    });
    expect(standingOf(beginning, { plan: null, decision: decided('go') })).toMatchObject({ is: 'stopped' });
  });

  it.each([
    [{ waitSeconds: 300 }, 300],
    [{}, 60],
  ])('waits where something is only not yet so: %j', (more, waitSeconds) => {
    const standing = standingOf(byItself, { plan: null, decision: decided('wait', more) });
    expect(standing).toEqual({ is: 'waits', because: 'decided to wait', waitSeconds });
  });
});
