import { describe, expect, it } from 'vitest';
import type { HubFinding, Posture } from '../../engine/posture.ts';
import { postureWhenDeleted } from '../../engine/posture.ts';
import { hubNewsBetween } from '../../engine/transition.ts';
import { FAILS, type Judged, judgedPosture, PASSES, UNREADABLE, WAIVER } from '../support/posture.ts';

const RULE = 'rule';
const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** One verdict an hour, from midnight. */
function lived(...verdicts: readonly (Judged | typeof FAILS)[]): Posture {
  const [first = FAILS, ...others] = verdicts;
  return others.reduce<Posture>(
    (before, each, index) => judgedPosture(before, { [RULE]: each }, { now: at(index + 1) }),
    judgedPosture(null, { [RULE]: first }, { now: at(0) }),
  );
}

const hubOf = (posture: Posture): HubFinding | undefined => posture.rules[RULE]?.hub;

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

describe('a namesake', () => {
  const first = { now: at(0), createdAt: at(0) };
  const failed = judgedPosture(null, { [RULE]: FAILS }, first);
  const reborn = (before: Posture, verdict: typeof FAILS): Posture =>
    judgedPosture(before, { [RULE]: verdict }, { now: at(2), createdAt: at(1) });

  it('that is compliant ends the finding of the one before, whose deletion nobody told us of', () => {
    const after = reborn(failed, PASSES);
    expect(hubNewsBetween(failed, after)).toMatchObject([
      {
        rule: RULE,
        posture: { hub: { recordState: 'ARCHIVED', workflow: 'RESOLVED', word: { note: 'replaced' } } },
      },
    ]);
  });

  it('that is not compliant opens it again as NEW, whatever an analyst said of the one before', () => {
    const hub = { ...hubOf(failed), workflow: 'SUPPRESSED', suppressedBy: 'analyst' } as HubFinding;
    const { [RULE]: known } = failed.rules;
    const suppressed: Posture = { ...failed, rules: known ? { [RULE]: { ...known, hub } } : {} };
    for (const before of [suppressed, postureWhenDeleted(suppressed, at(1))]) {
      const after = reborn(before, FAILS);
      expect(hubOf(after)).toMatchObject({
        recordState: 'ACTIVE',
        workflow: 'NEW',
        suppressedBy: null,
        step: after.generation,
        word: { note: 'reopened' },
      });
    }
  });

  it('that is not compliant later on opens it as NEW all the same', () => {
    const hub = { ...hubOf(failed), workflow: 'SUPPRESSED', suppressedBy: 'analyst' } as HubFinding;
    const { [RULE]: known } = failed.rules;
    const before: Posture = { ...failed, rules: known ? { [RULE]: { ...known, hub } } : {} };
    const well = reborn(postureWhenDeleted(before, at(1)), PASSES);
    expect(hubOf(well)).toMatchObject({ workflow: 'SUPPRESSED', past: true });
    const after = judgedPosture(well, { [RULE]: FAILS }, { now: at(3), createdAt: at(1) });
    expect(hubOf(after)).toMatchObject({ workflow: 'NEW', word: { note: 'reopened' } });
    expect(hubOf(after)).not.toHaveProperty('past');
  });

  it('says nothing of one that was archived in time', () => {
    const deleted = postureWhenDeleted(failed, at(1));
    expect(hubNewsBetween(deleted, reborn(deleted, PASSES))).toEqual([]);
  });
});
