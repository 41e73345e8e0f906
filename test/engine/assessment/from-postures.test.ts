import { describe, expect, it } from 'vitest';
import { findingsOfPosture, type PosturesOptions } from '../../../engine/assessment/from-postures.ts';
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

  it('of a rule in shadow are told, and never counted', () => {
    const shadowed = { verdict: FAILS, shadow: true } as const;
    const [told] = findingsOfPosture(judgedPosture(null, { root: shadowed }, { now }), options);
    expect(told).toMatchObject({ status: 'NON_COMPLIANT', advisory: true, shadow: true });
    const [counting] = findingsOfPosture(judgedPosture(null, { root: FAILS }, { now }), options);
    expect(counting).not.toHaveProperty('shadow');
  });

  it('are of the resource, by its ARN where it has one, and of its last read', () => {
    const { type, account, region, arn, id } = NOTEBOOK;
    const posture = { ...judgedPosture(null, { root: PASSES }, { now }), readAt: [now, later] as const };
    const [told] = findingsOfPosture(posture, options);
    expect(told).toMatchObject({
      resource: { type, id: arn, account, region, file: null },
      observations: [],
      because: null,
      lastEvaluated: later,
      evidence: [],
    });
    const { arn: _, ...ref } = NOTEBOOK;
    const [other] = findingsOfPosture({ ...posture, ref, readAt: ['', ''] }, options);
    expect(other).toMatchObject({ resource: { id }, lastEvaluated: null });
  });

  it('go by the name that a rule has now, or had last', () => {
    const posture = judgedPosture(null, { former: FAILS }, { now });
    const named = (ruleOf: PosturesOptions['ruleOf']) => findingsOfPosture(posture, { ...options, ruleOf });
    expect(named(() => ({ id: 'new', profile: 'advisory' }))).toMatchObject([
      { rule: 'new', advisory: true },
    ]);
    expect(named(() => undefined)).toMatchObject([{ rule: 'former', advisory: false }]);
  });

  it('are not of what does not apply once Security Hub has put it away', () => {
    const posture = judgedPosture(null, { root: FAILS }, { now });
    const { root } = posture.rules;
    if (root?.hub === undefined) throw new Error('the posture of the test has told nothing');
    const { hub, ...untold } = root;
    const count = (rule: typeof root) =>
      findingsOfPosture({ ...posture, rules: { root: rule } }, options).length;
    const archived = { ...hub, recordState: 'ARCHIVED' } as const;
    expect(count({ ...root, status: 'NOT_APPLICABLE', hub: archived })).toBe(0);
    expect(count({ ...root, status: 'NOT_APPLICABLE' })).toBe(1);
    expect(count({ ...untold, status: 'NOT_APPLICABLE' })).toBe(1);
    expect(count({ ...root, status: 'COMPLIANT', hub: archived })).toBe(1);
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
    expect(findingsOfPosture(judgedPosture(null, { root: FAILS }, { now }), options)[0]?.failedBefore).toBe(
      false,
    );
  });

  it('forget it once Security Hub has put the failure away', () => {
    const failed = judgedPosture(null, { root: FAILS }, { now });
    const posture = judgedPosture(failed, { root: UNREADABLE }, { now: later });
    const { root } = posture.rules;
    if (root?.hub === undefined) throw new Error('the posture of the test has told nothing');
    const rules = { root: { ...root, hub: { ...root.hub, recordState: 'ARCHIVED' as const } } };
    expect(findingsOfPosture({ ...posture, rules }, options)[0]?.failedBefore).toBe(false);
  });

  it('are none of a resource that is gone, nor of a rule that is', () => {
    const posture = judgedPosture(null, { root: FAILS }, { now });
    expect(findingsOfPosture(postureWhenDeleted(posture, later), options)).toEqual([]);
    expect(findingsOfPosture({ ...posture, presence: 'deleted' }, options)).toEqual([]);
    const without = judgedPosture(posture, { net: PASSES }, { now: later, ref: NOTEBOOK });
    expect(findingsOfPosture(without, options).map(({ rule }) => rule)).toEqual(['net']);
  });
});
