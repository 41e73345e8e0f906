import { describe, expect, it } from 'vitest';
import { planHash } from '../../../engine/remediation/plan.ts';
import { planText } from '../../../engine/remediation/plan-text.ts';
import { planWith } from './kit.ts';

describe('a plan in words', () => {
  const plan = planWith();

  it('is a diff', () => {
    expect(planText(plan)).toContain('- RootAccess: "Enabled"\n+ RootAccess: "Disabled"\n');
  });

  it('tells every call, and how each is taken back, last first', () => {
    const text = planText(plan);
    const order = ['DoOne', 'DoTwo', 'DoThree', 'UndoThree', 'UndoOne'].map((call) =>
      text.indexOf(`:${call} `),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('carries the hash that an approver names', () => {
    expect(planText(plan)).toContain(planHash(plan));
    expect(planHash(planWith({ risk: 'safe' }))).not.toBe(planHash(plan));
  });

  it('names the brakes that hold', () => {
    const held = [{ brake: 'waiver', allows: 'stop', because: 'SEC-1' } as const];
    expect(planText(plan, held)).toContain('nothing is done (waiver): SEC-1');
  });

  it('says so where nothing is to be undone', () => {
    const [first] = plan.steps;
    const steps = [{ ...first, undo: null }] as const;
    expect(planText(planWith({ steps }))).toContain('undone by\n  nothing\n');
  });
});
