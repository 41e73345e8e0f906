import { describe, expect, it } from 'vitest';
import type { HubFinding } from '../../engine/hub-finding.ts';
import {
  isSameIncarnation,
  needsRefresh,
  type Posture,
  postureWhenDeleted,
  type RulePosture,
} from '../../engine/posture.ts';
import { hubNewsBetween } from '../../engine/transition.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { Json } from '../../resources/resource.ts';
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

const ruleOf = (posture: Posture): RulePosture | undefined => posture.rules[RULE];
const hubWith = (more: Partial<HubFinding>): HubFinding =>
  ({ ...hubOf(lived(FAILS)), ...more }) as HubFinding;

/** The same, but for what it remembers of the rule. */
function remembering(posture: Posture, more: Partial<RulePosture>): Posture {
  const { [RULE]: known } = posture.rules;
  return { ...posture, rules: known ? { [RULE]: { ...known, ...more } } : {} };
}

/** The step in which Security Hub was last told something, after one more verdict. */
const stepAfter = (before: Posture, each: Judged | Verdict, now = at(9)): number | undefined =>
  hubOf(judgedPosture(before, { [RULE]: each }, { now }))?.step;

const showing = (actual: Json): Verdict => ({
  status: 'NON_COMPLIANT',
  observations: [{ path: 'P', expected: null, actual }],
});

describe('a finding', () => {
  it('is opened as NEW, and keeps its first time', () => {
    expect(hubOf(lived(FAILS))).toEqual({
      compliance: 'FAILED',
      recordState: 'ACTIVE',
      workflow: 'NEW',
      suppressedBy: null,
      step: 1,
      createdAt: at(0),
      updatedAt: at(0),
    });
    expect(hubOf(lived(FAILS, PASSES))).toMatchObject({ createdAt: at(0), updatedAt: at(1) });
  });

  it.each<[string, Posture, Judged | Verdict]>([
    ['is open', lived(FAILS), FAILS],
    ['is open for several reasons', lived(showing({ a: [1], b: 2 })), showing({ b: 2, a: [1] })],
    ['is resolved', lived(FAILS, PASSES), PASSES],
    ['is under a waiver', lived({ verdict: FAILS, waiver: WAIVER }), { verdict: FAILS, waiver: WAIVER }],
    ['cannot be read', lived(FAILS, UNREADABLE), UNREADABLE],
    ['is archived', lived(FAILS, LACKS_KEY), LACKS_KEY],
    ['was put to NOTIFIED', remembering(lived(FAILS), { hub: hubWith({ workflow: 'NOTIFIED' }) }), FAILS],
  ])('that %s is not told again without news', (_name, before, each) => {
    expect(stepAfter(before, each)).toBe(hubOf(before)?.step);
  });

  it.each<[string, Posture, Judged | Verdict]>([
    ['it fails for another reason', lived(FAILS), showing(null)],
    ['it fails by another value', lived(showing(1)), showing(2)],
    ['its rule has another revision', lived(FAILS), { verdict: FAILS, revision: 2 }],
    ['it can be read no more', lived(FAILS), UNREADABLE],
    ['it can be read again', lived(FAILS, PASSES, UNREADABLE), PASSES],
    ['the rule applies no more', lived(FAILS, PASSES), LACKS_KEY],
    ['a waiver begins', lived(FAILS), { verdict: FAILS, waiver: WAIVER }],
    [
      'it was told otherwise, whatever is remembered of why',
      remembering(lived(FAILS), { observations: [], hub: hubWith({ workflow: 'RESOLVED' }) }),
      PASSES,
    ],
  ])('is told again if %s', (_name, before, each) => {
    expect(stepAfter(before, each)).toBe(before.generation + 1);
  });

  it('is told again before Security Hub forgets it, and not much sooner', () => {
    const days = (count: number) => new Date(Date.parse(at(0)) + count * 86_400_000).toISOString();
    const open = judgedPosture(null, { [RULE]: FAILS, silent: PASSES }, { now: at(0) });
    expect([59, 60, 61].map((count) => needsRefresh(open, days(count)))).toEqual([false, true, true]);
    expect([59, 60, 61].map((count) => stepAfter(open, FAILS, days(count)))).toEqual([1, 2, 2]);
    expect(needsRefresh(lived(FAILS, LACKS_KEY), days(99))).toBe(false);
    expect(needsRefresh(lived(PASSES), days(99))).toBe(false);
  });

  it('keeps when a person was last heeded, and a suppression that nobody owns up to is a person’s', () => {
    const hub = hubWith({ workflow: 'SUPPRESSED', suppressedBy: null, heardAt: at(0) });
    const before = remembering(lived(FAILS), { hub });
    expect(hubOf(judgedPosture(before, { [RULE]: showing(1) }, { now: at(1) }))).toMatchObject({
      workflow: 'SUPPRESSED',
      suppressedBy: 'analyst',
      heardAt: at(0),
      updatedAt: at(1),
    });
    expect(hubOf(lived(FAILS, showing(1)))).not.toHaveProperty('heardAt');
  });
});

describe('what is remembered of a verdict', () => {
  it('is since when it has been so', () => {
    expect(ruleOf(lived(FAILS, showing(1)))).toMatchObject({ since: at(0) });
    expect(ruleOf(lived(FAILS, PASSES))).toMatchObject({ since: at(1) });
  });

  it('is the first few observations', () => {
    const [first] = FAILS.status === 'NON_COMPLIANT' ? FAILS.observations : [];
    const observations = Array.from({ length: 6 }, (_, index) => ({ ...first, path: `P${index}` }));
    const kept = ruleOf(lived({ status: 'NON_COMPLIANT', observations } as unknown as Verdict))?.observations;
    expect(kept?.map(({ path }) => path)).toEqual(['P0', 'P1', 'P2', 'P3', 'P4']);
  });

  it.each<[string, Json, Json]>([
    ['a value as long as is kept', ['x'.repeat(508)], ['x'.repeat(508)]],
    ['the beginning of a longer one', ['x'.repeat(509)], `["${'x'.repeat(509)}…`],
    ['no half of a character', [`${'x'.repeat(508)}😀`], `["${'x'.repeat(508)}\uFFFD…`],
  ])('is %s', (_name, actual, kept) => {
    expect(ruleOf(lived(showing(actual)))?.observations).toEqual([
      { path: 'P', expected: null, actual: kept },
    ]);
  });

  it('is the reason, up to a length', () => {
    const because = (length: number) =>
      ruleOf(lived(FAILS, { status: 'INSUFFICIENT_DATA', because: 'x'.repeat(length) }))?.because;
    expect(because(512)).toBe('x'.repeat(512));
    expect(because(513)).toBe(`${'x'.repeat(511)}…`);
  });
});

describe('what nobody judges any more', () => {
  const both = judgedPosture(null, { [RULE]: FAILS, silent: PASSES }, { now: at(0), references: ['role'] });

  it('is archived where its rule is not in force, and dropped where it was never told', () => {
    const after = judgedPosture(both, { other: PASSES }, { now: at(1) });
    expect(Object.keys(after.rules).toSorted()).toEqual(['other', RULE]);
    expect(ruleOf(after)).toEqual({
      revision: 1,
      severity: 'HIGH',
      status: 'NOT_APPLICABLE',
      since: at(1),
      because: 'the rule is not in force',
      hub: { ...hubOf(both), recordState: 'ARCHIVED', step: 2, updatedAt: at(1) },
    });
  });

  it('is archived with its resource, of which only that is left', () => {
    const after = postureWhenDeleted(both, at(1));
    expect(after).toEqual({
      ...both,
      rules: { [RULE]: after.rules[RULE] },
      presence: 'deleted',
      generation: 2,
      updatedAt: at(1),
      inputDigest: '',
      ownDigest: '',
      references: [],
    });
    expect(ruleOf(after)).toMatchObject({
      status: 'NOT_APPLICABLE',
      since: at(1),
      because: 'deleted',
      hub: { recordState: 'ARCHIVED', step: 2, updatedAt: at(1) },
    });
  });

  it('is as it was where it was archived already', () => {
    const before = lived(FAILS, LACKS_KEY);
    expect(ruleOf(postureWhenDeleted(before, at(2)))).toEqual({ ...ruleOf(before), because: 'deleted' });
  });
});

describe('two sights of one name', () => {
  const seen = (createdAt: string | null, presence: Posture['presence'] = 'present') => ({
    ...lived(FAILS),
    createdAt,
    presence,
  });

  it.each([
    [seen(at(0)), at(0), true],
    [seen(at(0)), at(1), false],
    [seen(null), at(1), true],
    [seen(at(0)), null, true],
    [seen(null), null, true],
    [seen(at(0), 'unreadable'), at(0), true],
    [seen(at(0), 'deleted'), at(0), false],
    [seen(null, 'deleted'), null, false],
  ])('%#: are of one resource unless it was deleted or created in between', (before, createdAt, isSame) => {
    expect(isSameIncarnation(before, { createdAt })).toBe(isSame);
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
    const suppressed = remembering(failed, {
      hub: hubWith({ workflow: 'SUPPRESSED', suppressedBy: 'analyst' }),
    });
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
    const before = remembering(failed, { hub: hubWith({ workflow: 'SUPPRESSED', suppressedBy: 'analyst' }) });
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

describe('a rule in shadow', () => {
  const SHADOWED: Judged = { verdict: FAILS, shadow: true };

  it('is remembered with its verdict, and Security Hub is not told', () => {
    const posture = lived(SHADOWED);
    expect(ruleOf(posture)).toMatchObject({ status: 'NON_COMPLIANT', shadow: true, since: at(0) });
    expect(ruleOf(posture)).not.toHaveProperty('hub');
    expect(ruleOf(posture)).not.toHaveProperty('opened');
    expect(hubNewsBetween(null, posture)).toEqual([]);
  });

  it.each<[string, Judged | Verdict]>([
    ['fails', SHADOWED],
    ['holds', { verdict: PASSES, shadow: true }],
    ['cannot be judged', { verdict: UNREADABLE, shadow: true }],
  ])('that counted before is archived once, also where it %s', (_name, each) => {
    const open = lived(FAILS);
    const shadowed = judgedPosture(open, { [RULE]: each }, { now: at(1) });
    expect(hubOf(shadowed)).toMatchObject({ recordState: 'ARCHIVED', step: 2 });
    expect(ruleOf(shadowed)).toMatchObject({
      shadow: true,
      status: ('verdict' in each ? each.verdict : each).status,
    });
    expect(stepAfter(shadowed, each)).toBe(2);
  });

  it('that is lifted opens its finding as a new rule does, and by no change of anybody', () => {
    const lifted = judgedPosture(lived(SHADOWED), { [RULE]: FAILS }, { now: at(3), isEvent: true });
    expect(ruleOf(lifted)).toMatchObject({ since: at(3), opened: { by: 'first-verdict', generation: 2 } });
    expect(ruleOf(lifted)).not.toHaveProperty('shadow');
    expect(hubNewsBetween(lived(SHADOWED), lifted)).toMatchObject([
      { rule: RULE, posture: { hub: { compliance: 'FAILED', recordState: 'ACTIVE', workflow: 'NEW' } } },
    ]);
    const resolved = judgedPosture(lifted, { [RULE]: PASSES }, { now: at(4) });
    const again = judgedPosture(resolved, { [RULE]: FAILS }, { now: at(5), isEvent: true });
    expect(ruleOf(again)?.opened?.by).toBe('change');
  });

  it('that had a finding before takes it up again when it is lifted', () => {
    const lifted = lived(FAILS, SHADOWED, FAILS);
    expect(hubOf(lifted)).toMatchObject({
      recordState: 'ACTIVE',
      workflow: 'NEW',
      createdAt: at(0),
      step: 3,
    });
    expect(hubOf(lifted)?.word?.note).toBe('reopened');
  });

  it('is dropped with its resource where it was never told', () => {
    expect(postureWhenDeleted(lived(SHADOWED), at(1)).rules).toEqual({});
  });
});
