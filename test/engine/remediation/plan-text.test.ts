import { describe, expect, it } from 'vitest';
import { ALLOWED } from '../../../engine/remediation/brakes.ts';
import { type Plan, planHash } from '../../../engine/remediation/plan.ts';
import { planText } from '../../../engine/remediation/plan-text.ts';
import type { Json, ResourceRef } from '../../../resources/resource.ts';
import { NOTEBOOK } from '../../support/posture.ts';
import { planWith } from './kit.ts';

describe('a plan in words', () => {
  const plan = planWith();
  const { arn: _arn, ...arnless } = NOTEBOOK;

  it('is a diff', () => {
    expect(planText(plan)).toContain('- RootAccess: "Enabled"\n+ RootAccess: "Disabled"\n');
  });

  /** What stands behind each label of the head. */
  const headOf = (more: Partial<Plan>) =>
    Object.fromEntries(
      (planText(planWith(more)).split('\n\n')[0] ?? '')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/ {2,}/)),
    );

  it('begins with what it is about', () => {
    expect(planText(plan).split('\n')[0]).toBe(plan.title);
    expect(headOf({})).toEqual({
      resource: `${NOTEBOOK.type} ${NOTEBOOK.arn}`,
      where: 'account 111122223333, eu-central-1',
      rule: plan.rule,
      risk: 'disruptive',
      breaks: 'It restarts.',
      owner: 'unknown: nothing tells who keeps it',
    });
  });

  const byId = `${NOTEBOOK.type} ${NOTEBOOK.id}`;

  it.each<[what: string, label: string, shown: string, resource: ResourceRef]>([
    ['by its id, where it has no ARN', 'resource', byId, arnless],
    ['by its id, where its ARN is ours', 'resource', byId, { ...NOTEBOOK, synthetic: true }],
    ['without an account', 'where', 'account unknown, eu-central-1', { ...NOTEBOOK, account: null }],
    ['without a Region', 'where', 'account 111122223333, no Region', { ...NOTEBOOK, region: null }],
  ])('names a resource %s', (_what, label, shown, resource) => {
    expect(headOf({ resource })[label]).toBe(shown);
  });

  it('names an owner by kind and name', () => {
    expect(headOf({ owner: { kind: 'terraform', name: 'ml', where: 'there' } })['owner']).toBe(
      'terraform ml: there',
    );
  });

  it('ends with its hash, after its calls where no brake held it', () => {
    const [, , calls = '', last] = planText(plan).split('\n\n');
    expect(calls.split('\n').at(-1)).toMatch(/UndoOne/);
    expect(last).toBe(`plan hash ${planHash(plan)}\n`);
  });

  it('keeps its parts apart', () => {
    const held = [{ brake: 'waiver', allows: 'stop', because: 'SEC-1' } as const];
    const first = (text: string) => text.split('\n\n').map((part) => part.split('\n')[0]);
    const parts = [plan.title, '- RootAccess: "Enabled"', 'calls'];
    expect(first(planText(plan))).toEqual([...parts, `plan hash ${planHash(plan)}`]);
    expect(first(planText(plan, held))).toEqual([...parts, 'brakes', `plan hash ${planHash(plan)}`]);
  });

  it('numbers the calls, and what takes them back', () => {
    const numbers = [...planText(plan).matchAll(/^ {2}(\d)\. sagemaker:(\w+)/gm)].map(
      ([, ...found]) => found,
    );
    expect(numbers).toEqual([
      ['1', 'DoOne'],
      ['2', 'DoTwo'],
      ['3', 'DoThree'],
      ['1', 'UndoThree'],
      ['2', 'UndoOne'],
    ]);
  });

  it.each<[what: string, after: Json, shown: string]>([
    ['shows what is absent as none', null, '(none)'],
    ['shows a value whole up to 300 characters', 'x'.repeat(298), `"${'x'.repeat(298)}"`],
    ['cuts a longer one to 300', 'x'.repeat(299), `"${'x'.repeat(298)}…`],
    ['cuts no character in two', `${'x'.repeat(297)}😀😀`, `"${'x'.repeat(297)}\uFFFD…`],
  ])('%s', (_what, after, shown) => {
    const changes = [{ path: 'A', before: 'x', after }] as const;
    expect(planText(planWith({ changes }))).toContain(`\n+ A: ${shown}\n`);
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

  it('has words of its own for each thing that a brake allows', () => {
    const words = ALLOWED.map((allows) => {
      const text = planText(plan, [{ brake: 'b', allows, because: 'c' }]);
      return /^ {2}(\w.*) \(b\): c$/m.exec(text)?.[1];
    });
    expect(words).not.toContain(undefined);
    expect(new Set(words).size).toBe(ALLOWED.length);
  });

  it('says so where nothing is to be undone', () => {
    const [first] = plan.steps;
    const steps = [{ ...first, undo: null }] as const;
    expect(planText(planWith({ steps }))).toContain('undone by\n  nothing\n');
  });
});
