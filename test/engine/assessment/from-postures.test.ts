import { describe, expect, it } from 'vitest';
import { findingsOfPosture } from '../../../engine/assessment/from-postures.ts';
import { postureWhenDeleted } from '../../../engine/posture.ts';
import { FAILS, judgedPosture, NOTEBOOK, PASSES, UNREADABLE, WAIVER } from '../../support/posture.ts';

const [now, later] = ['2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z'];
const options = {
  asOf: later,
  ruleOf: (id: string) => ({ id, profile: id === 'tags' ? 'advisory' : 'baseline' }) as const,
};

describe('the findings of a posture', () => {
  it('are told with since when and what was observed', () => {
    expect(
      findingsOfPosture(judgedPosture(null, { root: FAILS, tags: FAILS }, { now }), options),
    ).toMatchObject([
      {
        rule: 'root',
        status: 'NON_COMPLIANT',
        since: now,
        failingSince: now,
        advisory: false,
        observations: [{ path: 'RootAccess' }],
      },
      { rule: 'tags', advisory: true },
    ]);
  });

  it('are waived up to the last day of the waiver', () => {
    const posture = judgedPosture(null, { root: { verdict: FAILS, waiver: WAIVER } }, { now });
    const waiverOn = (asOf: string) => findingsOfPosture(posture, { ...options, asOf })[0]?.waiver;
    expect(waiverOn(`${WAIVER.expires}T23:59:59.999Z`)).toEqual(WAIVER);
    expect(waiverOn('2026-07-01T00:00:00.000Z')).toBeNull();
  });

  it('remember that what cannot be read had failed', () => {
    const unreadable = (verdict: typeof FAILS) =>
      findingsOfPosture(
        judgedPosture(judgedPosture(null, { root: verdict }, { now }), { root: UNREADABLE }, { now: later }),
        options,
      )[0];
    expect(unreadable(FAILS)).toMatchObject({ status: 'INSUFFICIENT_DATA', failedBefore: true });
    expect(unreadable(PASSES)).toMatchObject({
      status: 'INSUFFICIENT_DATA',
      failedBefore: false,
      failingSince: null,
    });
  });

  it('are none of a resource that is gone, nor of a rule that is', () => {
    const posture = judgedPosture(null, { root: FAILS }, { now });
    expect(findingsOfPosture(postureWhenDeleted(posture, later), options)).toEqual([]);
    const without = judgedPosture(posture, { net: PASSES }, { now: later, ref: NOTEBOOK });
    expect(findingsOfPosture(without, options).map(({ rule }) => rule)).toEqual(['net']);
  });
});
