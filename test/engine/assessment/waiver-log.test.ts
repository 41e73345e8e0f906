import { describe, expect, it } from 'vitest';
import { assessedWaivers, createWaiverLog } from '../../../engine/assessment/waiver-log.ts';
import type { JsonObject } from '../../../resources/resource.ts';

const ASOF = '2026-03-01T12:00:00.000Z';
const waiver = {
  rule: 'root',
  scope: { resource: 'notebook-*', account: '111122223333' },
  owner: 'ada',
  requester: 'ada',
  approver: 'grace',
  ticket: 'RISK-7',
  reason: 'a demonstration',
  approved: '2026-01-01',
  expires: '2026-12-31',
};
const applied = {
  owner: 'ada',
  approver: 'grace',
  ticket: 'RISK-7',
  reason: 'a demonstration',
  expires: '2026-12-31',
};
const resource = { type: 'T', id: 'notebook-1', account: null, region: null, file: null };
const finding = { rule: 'root', waiver: applied, resource };

function knownAfter(...notices: readonly JsonObject[]) {
  const log = createWaiverLog();
  for (const notice of notices) log.told(notice);
  return log.known();
}

const notice = (change: JsonObject, state = 'in-force'): JsonObject => ({
  waiver: 'root/1',
  state,
  waivers: [{ ...waiver, ...change }],
});

const states = (...notices: readonly JsonObject[]) =>
  assessedWaivers(knownAfter(...notices), [], ASOF).map(({ state }) => state);

describe('waivers over time', () => {
  it('are what was last said of each risk', () => {
    expect(states(notice({}), notice({}, 'unused'))).toEqual(['unused']);
    expect(states(notice({}), { waiver: 'root/1', state: 'removed' })).toEqual([]);
    expect(states(notice({}), notice({}, 'removed'))).toEqual([]);
    expect(states(notice({}), { ...notice({}), waiver: 'root/2' })).toHaveLength(2);
  });

  it('are known with all that was said of them', () => {
    expect(knownAfter(notice({}))).toEqual([{ waiver, problem: null }]);
    expect(knownAfter(notice({}, 'expired'))).toEqual([{ waiver, problem: null }]);
    expect(knownAfter(notice({}, 'unused'))).toEqual([{ waiver, problem: 'unused' }]);
  });

  it('say nothing where they say no text', () => {
    const said = { owner: 7, approved: null, scope: 'all' };
    expect(knownAfter(notice(said))).toEqual([
      { waiver: { ...waiver, owner: '', approved: '', scope: {} }, problem: null },
    ]);
  });

  const cases: readonly (readonly [string, JsonObject, string | undefined])[] = [
    ['in-force', {}, undefined],
    ['in-force', { expires: '2026-04-01' }, undefined],
    ['ends-soon', { expires: '2026-03-31' }, undefined],
    ['ends-soon', { expires: '2026-03-01' }, undefined],
    ['expired', { expires: '2026-02-28' }, undefined],
    ['expired', { expires: '2026-02-28' }, 'unused'],
    ['not-yet-approved', { approved: '2026-03-02' }, undefined],
    ['in-force', { approved: '2026-03-01' }, undefined],
    ['over-long', {}, 'over-long'],
    ['unused', {}, 'unused'],
  ];

  it.each(cases)('are %s by %o on the day, told as %s', (expected, change, state) => {
    expect(states(notice(change, state))).toEqual([expected]);
  });

  it('tell how many findings they cover, and are of use then', () => {
    const told = assessedWaivers(knownAfter(notice({}, 'unused')), [finding, finding], ASOF);
    expect(told).toEqual([
      {
        ...applied,
        rule: 'root',
        scope: 'resource notebook-*, account 111122223333',
        state: 'in-force',
        covers: 2,
      },
    ]);
  });

  it.each([
    ['rule', { rule: 'tags' }],
    ['ticket', { ticket: 'RISK-8' }],
    ['approver', { approver: 'maya' }],
    ['end', { expires: '2027-12-31' }],
  ])('cover no finding under one of another %s', (_what, change) => {
    const known = knownAfter(notice({}), { ...notice(change), waiver: 'root/2' });
    const covers = assessedWaivers(known, [finding], ASOF).map((each) => each.covers);
    expect(covers.toSorted()).toEqual([0, 1]);
  });

  it('are of everything where they have no scope', () => {
    expect(assessedWaivers(knownAfter(notice({ scope: {} })), [], ASOF)[0]?.scope).toBe('everything');
  });

  it('are shown by findings where nothing tells of them', () => {
    const others = [
      finding,
      { ...finding, resource: { ...resource, id: 'notebook-2' } },
      { ...finding, waiver: null },
    ];
    expect(assessedWaivers([], others, ASOF)).toEqual([
      { ...applied, rule: 'root', scope: 'resource notebook-1 and 1 more', state: 'in-force', covers: 2 },
    ]);
  });

  it('are shown by one finding as by many, with how soon they end', () => {
    const [told] = assessedWaivers([], [{ ...finding, waiver: { ...applied, expires: '2026-03-31' } }], ASOF);
    expect(told).toMatchObject({ scope: 'resource notebook-1', state: 'ends-soon', covers: 1 });
  });

  it('are ordered by their end, then by rule and scope', () => {
    const ordered = [
      { expires: '2026-12-30', rule: 'tags', scope: { type: 'B' } },
      { expires: '2026-12-31', rule: 'root', scope: { type: 'B' } },
      { expires: '2026-12-31', rule: 'tags', scope: { type: 'A' } },
      { expires: '2026-12-31', rule: 'tags', scope: { type: 'B' } },
      { expires: '2027-01-01', rule: 'root', scope: { type: 'A' } },
    ];
    const notices = ordered.map((each, index) => ({ ...notice(each), waiver: `root/${index}` }));
    for (const told of [notices, notices.toReversed()]) {
      const found = assessedWaivers(knownAfter(...told), [], ASOF);
      expect(found).toMatchObject(
        ordered.map(({ scope, ...each }) => ({ ...each, scope: `type ${scope.type}` })),
      );
    }
  });

  it('are none that cannot be read', () => {
    expect(knownAfter({ waiver: 'root/1', state: 'in-force', waivers: ['x', null, [waiver]] })).toEqual([]);
    expect(knownAfter({ ...notice({}), waiver: 3 })).toEqual([]);
    expect(knownAfter({ ...notice({}), waivers: 'x' })).toEqual([]);
  });
});
