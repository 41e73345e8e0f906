import type { Plan, Step } from '../../../engine/remediation/plan.ts';
import type { Trigger } from '../../../engine/remediation/trigger.ts';
import { FAILS, judgedPosture, NOTEBOOK } from '../../support/posture.ts';

export const NOW = '2026-03-01T12:00:00.000Z';
const RULE = 'sagemaker-notebook-root-access';

const step = (name: string, undo = true): Step => ({
  call: { service: 'sagemaker', operation: `Do${name}`, input: { name } },
  until: { call: { service: 'sagemaker', operation: 'Describe', input: {} }, expect: { [name]: ['done'] } },
  undo: undo
    ? {
        call: { service: 'sagemaker', operation: `Undo${name}`, input: { name } },
        until: {
          call: { service: 'sagemaker', operation: 'Describe', input: {} },
          expect: { [name]: [null] },
        },
      }
    : null,
});

export const planWith = (more: Partial<Plan> = {}): Plan => ({
  schema: 'assay.plan/1',
  finding: `assay/${'ab'.repeat(32)}`,
  rule: RULE,
  generation: 2,
  remediation: 'sagemaker-notebook-settings',
  title: 'Stop the notebook, correct the setting, start it again',
  resource: NOTEBOOK,
  risk: 'disruptive',
  breaks: 'It restarts.',
  owner: { kind: 'unknown', name: '', where: 'nothing tells who keeps it' },
  changes: [{ path: 'RootAccess', before: 'Enabled', after: 'Disabled' }],
  steps: [step('One'), step('Two', false), step('Three')],
  beforeDigest: 'digest',
  verdicts: { [RULE]: 'NON_COMPLIANT' },
  plannedAt: NOW,
  ...more,
});

export const triggerWith = (more: Partial<Trigger> = {}): Trigger => ({
  schema: 'assay.remediation-trigger/1',
  kind: 'verdict',
  finding: `assay/${'ab'.repeat(32)}`,
  rule: RULE,
  key: 'key',
  generation: 2,
  requester: null,
  id: 'event',
  at: NOW,
  ...more,
});

/** A finding that a change opened, as posture holds it. */
export function openRule(more: object = {}) {
  const rulePosture = judgedPosture(null, { [RULE]: FAILS }, { now: '2026-03-01T11:00:00.000Z' }).rules[RULE];
  if (!rulePosture) throw new Error('the rule is not in its own posture');
  return { ...rulePosture, opened: { by: 'change' as const, generation: 2 }, ...more };
}
