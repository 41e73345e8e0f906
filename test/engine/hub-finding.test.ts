import { describe, expect, it } from 'vitest';
import type { WorkflowStatus } from '../../engine/life-cycle.ts';
import { type Posture, postureWhenDeleted } from '../../engine/posture.ts';
import { postureAfterHearing } from '../../engine/workflow-mirror.ts';
import {
  at,
  FAILS,
  hubOf,
  type Judged,
  judgedPosture,
  LACKS_KEY,
  lived,
  PASSES,
  RULE,
  UNREADABLE,
  WAIVER,
} from '../support/posture.ts';

describe('a workflow that we set', () => {
  it('is our word, with when and why', () => {
    expect(hubOf(lived(FAILS, PASSES))).toMatchObject({
      workflow: 'RESOLVED',
      step: 2,
      updatedAt: at(1),
      word: { at: at(1), note: 'resolved' },
    });
  });

  it('stays our word while later steps say nothing of it', () => {
    expect(hubOf(lived({ verdict: FAILS, waiver: WAIVER }, UNREADABLE))).toMatchObject({
      workflow: 'SUPPRESSED',
      suppressedBy: 'assay',
      unreadable: true,
      updatedAt: at(1),
      word: { at: at(0), note: 'waived' },
    });
  });

  it('is nobody’s where a finding is just opened', () => {
    expect(hubOf(lived(FAILS))).not.toHaveProperty('word');
  });

  it('gives way to the next one', () => {
    const ended = lived({ verdict: FAILS, waiver: WAIVER }, FAILS);
    expect(hubOf(ended)).toMatchObject({ workflow: 'NEW', word: { at: at(1), note: 'waiver-ended' } });
  });
});

describe('a suppression of ours that a person lifted', () => {
  const WAIVED: Judged = { verdict: FAILS, waiver: WAIVER };
  const WORSE: Judged['verdict'] = {
    status: 'NON_COMPLIANT',
    observations: [{ path: 'DirectInternetAccess', expected: 'Disabled', actual: 'Enabled' }],
  };

  /** After a person put the finding to a workflow at half past the hour of the last verdict. */
  function heard(posture: Posture, workflow: WorkflowStatus): Posture {
    const [now, updatedAt] = [posture.updatedAt.replace(':00:', ':30:'), hubOf(posture)?.updatedAt ?? ''];
    const note = { text: 'this one I want to see', by: 'ann', at: now };
    const after = postureAfterHearing(posture, {
      rule: RULE,
      heard: { workflow, updatedAt, at: now, note },
      now,
    });
    if (!after) throw new Error('nothing was heard');
    return after;
  }

  /** One verdict an hour from two o'clock, after a waived failure that a person put to that workflow. */
  const livedOn = (workflow: WorkflowStatus, ...verdicts: readonly (Judged | Judged['verdict'])[]): Posture =>
    verdicts.reduce<Posture>(
      (before, each, index) => judgedPosture(before, { [RULE]: each }, { now: at(index + 2) }),
      heard(lived(WAIVED), workflow),
    );

  it.each<[WorkflowStatus, WorkflowStatus]>([
    ['NEW', 'NEW'],
    ['NOTIFIED', 'NOTIFIED'],
    ['RESOLVED', 'NEW'],
  ])('to %s is not made again: it stays %s while the waiver lasts, whatever is told', (put, stays) => {
    expect(hubOf(livedOn(put, WAIVED))).toMatchObject({ workflow: stays, suppressedBy: null });
    expect(hubOf(livedOn(put, WAIVED, { ...WAIVED, verdict: WORSE }, WAIVED))?.workflow).toBe(stays);
  });

  it.each<[string, readonly (Judged | Judged['verdict'])[]]>([
    ['it could not be read', [UNREADABLE, WAIVED]],
    ['the rule did not apply', [LACKS_KEY, WAIVED]],
    ['the waiver was away', [FAILS, WAIVED]],
  ])('is not made again after %s', (_name, verdicts) =>
    expect(hubOf(livedOn('NOTIFIED', ...verdicts))?.workflow).not.toBe('SUPPRESSED'));

  it.each<[string, readonly (Judged | Judged['verdict'])[]]>([
    [
      'another waiver is approved',
      [WAIVED, { verdict: FAILS, waiver: { ...WAIVER, expires: '2026-09-30' } }],
    ],
    ['it has passed in between', [WAIVED, PASSES, WAIVED]],
    ['it has passed, resolved by that person', [PASSES, WAIVED]],
  ])('is made where %s', (_name, verdicts) =>
    expect(hubOf(livedOn('RESOLVED', ...verdicts))).toMatchObject({
      workflow: 'SUPPRESSED',
      suppressedBy: 'assay',
      word: { note: 'waived' },
    }));

  it('is another matter than one that ended with its waiver, which comes back with it', () => {
    expect(hubOf(lived(WAIVED, FAILS))).not.toHaveProperty('waivedBy');
    expect(hubOf(lived(WAIVED, FAILS, WAIVED))).toMatchObject({
      workflow: 'SUPPRESSED',
      suppressedBy: 'assay',
    });
  });

  it('is none where an analyst had suppressed it before the waiver began', () => {
    const analysts = heard(lived(FAILS), 'SUPPRESSED');
    const waived = judgedPosture(analysts, { [RULE]: { ...WAIVED, verdict: WORSE } }, { now: at(2) });
    expect(hubOf(waived)).toMatchObject({ workflow: 'SUPPRESSED', suppressedBy: 'analyst' });
    const after = judgedPosture(heard(waived, 'NEW'), { [RULE]: WAIVED }, { now: at(3) });
    expect(hubOf(after)).toMatchObject({ workflow: 'SUPPRESSED', suppressedBy: 'assay' });
  });

  it('binds no namesake, deleted in our sight or not', () => {
    const waived = judgedPosture(null, { [RULE]: WAIVED }, { now: at(0), createdAt: at(0) });
    const lifted = heard(waived, 'NEW');
    for (const before of [lifted, postureWhenDeleted(lifted, at(1))]) {
      const reborn = judgedPosture(before, { [RULE]: WAIVED }, { now: at(2), createdAt: at(1) });
      expect(hubOf(reborn)).toMatchObject({ workflow: 'SUPPRESSED', suppressedBy: 'assay' });
      const open = judgedPosture(before, { [RULE]: FAILS }, { now: at(2), createdAt: at(1) });
      const waivedLater = judgedPosture(open, { [RULE]: WAIVED }, { now: at(3), createdAt: at(1) });
      expect(hubOf(waivedLater)).toMatchObject({ workflow: 'SUPPRESSED', suppressedBy: 'assay' });
    }
  });
});
