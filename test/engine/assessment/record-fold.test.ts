import { describe, expect, it } from 'vitest';
import {
  type Folded,
  type FoldOptions,
  foldRecords,
  type ResourceStanding,
} from '../../../engine/assessment/record-fold.ts';
import type { Standing } from '../../../engine/assessment/standing.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { home } from '../evidence/archive.ts';
import { gone, look, options, refOf } from './kit.ts';

const at = (day: number, hour = 10) => new Date(Date.UTC(2026, 2, day, hour)).toISOString();
const period = { from: at(1, 0), to: at(9, 0) };

function fold(records: readonly unknown[], change: Partial<FoldOptions> = {}): Folded {
  const folding = foldRecords({ keyOf: options.keyOf, ruleOf: options.ruleOf, period, ...change });
  for (const [index, record] of records.entries()) {
    const sequence = index + 1;
    const sequenced = { ...(record as UnsequencedRecord), sequence };
    folding.add(sequenced, { shard: home, key: 'segment', sequence });
  }
  return folding.end();
}

const onlyResource = ({ resources: [resource] }: Folded): ResourceStanding => {
  if (!resource) throw new Error('a resource was expected');
  return resource;
};
const standingOf = (
  records: readonly unknown[],
  rule = 'root',
  change: Partial<FoldOptions> = {},
): Standing => {
  const standing = onlyResource(fold(records, change)).rules.get(rule);
  if (!standing) throw new Error('a standing was expected');
  return standing;
};

const fails = (day: number, createdAt?: string) =>
  look({
    at: at(day),
    id: 'a',
    verdicts: { root: 'NON_COMPLIANT' },
    ...(createdAt !== undefined && { createdAt }),
  });
const passes = (day: number) => look({ at: at(day), id: 'a', verdicts: { root: 'COMPLIANT' } });
const notice = (kind: 'gap' | 'waiver' | 'settings' | 'canary', day: number, detail: JsonObject) =>
  noticeRecord(kind, new Date(at(day)), detail);

describe('a record that is none of ours', () => {
  const good = fails(2);
  const [verdict] = good.verdicts;
  const { type, id } = good.resource;

  it.each<[string, object, RegExp]>([
    ['without a time', { ...good, recordedAt: undefined }, /^record 1 has no time$/],
    ['with a number for its time', { ...good, recordedAt: 5 }, /^record 1 has no time$/],
    ['with a text for its time', { ...good, recordedAt: 'noon' }, /^record 1 has no time$/],
    ['about a resource without a type', { ...good, resource: { id } }, /which resource/],
    ['about a resource without an id', { ...good, resource: { type } }, /which resource/],
    ['of the deletion of nothing', { ...gone(at(2), 'a'), detail: {} }, /which resource/],
    ['without verdicts', { ...good, verdicts: {} }, /no verdicts that can be read/],
    ['without waivers', { ...good, waivers: undefined }, /no verdicts that can be read/],
    [
      'with a verdict of no rule',
      { ...good, verdicts: [verdict, { ...verdict, rule: 7 }] },
      /no verdicts that can be read/,
    ],
    [
      'with a verdict of no status',
      { ...good, verdicts: [verdict, { ...verdict, status: 'OK' }] },
      /no verdicts that can be read/,
    ],
    ['that says nothing', { ...notice('gap', 2, {}), detail: null }, /^a gap notice says nothing$/],
    ['that says a text', { ...notice('gap', 2, {}), detail: 'text' }, /^a gap notice says nothing$/],
  ])('%s is not taken in', (_what, record, words) => {
    const folding = foldRecords({ keyOf: options.keyOf, ruleOf: options.ruleOf, period });
    const add = () =>
      folding.add({ ...(record as UnsequencedRecord), sequence: 1 }, { shard: home, key: 'k', sequence: 1 });
    expect(add).toThrow(TypeError);
    expect(add).toThrow(words);
    expect(folding.end()).toMatchObject({ resources: [], records: 0, first: null, last: null });
  });

  it.each([
    'COMPLIANT',
    'NON_COMPLIANT',
    'NOT_APPLICABLE',
    'INSUFFICIENT_DATA',
  ] as const)('is none with the status %s', (status) => {
    expect(standingOf([look({ at: at(2), id: 'a', verdicts: { root: status } })]).status).toBe(status);
  });
});

describe('what notices say', () => {
  const risk = { waiver: 'root/1', state: 'in-force', waivers: [{ rule: 'root', ticket: 'RISK-7' }] };
  const gap = { subject: 'sweeps', from: at(2), to: at(3), because: 'off' };

  it('is told to whom it concerns, and to nobody else', () => {
    const told = fold([
      notice('gap', 3, { ...gap, ...risk, settingsDigest: 'x', sentAt: at(1) }),
      notice('waiver', 3, { ...risk, settingsDigest: 'x', sentAt: at(1) }),
      notice('settings', 3, { ...gap, settingsDigest: 'now', sentAt: at(1), waiver: 'root/2' }),
    ]);
    expect(told.gaps.gaps(at(9, 0), [])).toEqual([{ ...gap, ...home }]);
    expect(told.waivers.known().map(({ waiver }) => waiver.ticket)).toEqual(['RISK-7']);
    expect(told.settingsDigest).toBe('now');
    expect(fold([notice('gap', 3, gap)]).waivers.known()).toEqual([]);
    expect(fold([notice('gap', 3, gap)]).settingsDigest).toBeNull();
    expect(fold([notice('canary', 3, { sentAt: at(1), settingsDigest: 'x' })]).settingsDigest).toBeNull();
  });

  it('is the newest that says which settings are in force', () => {
    const said = (...digests: readonly (string | number)[]) =>
      fold(digests.map((settingsDigest) => notice('settings', 2, { settingsDigest }))).settingsDigest;
    expect(said('a', 'b')).toBe('b');
    expect(said('a', 7)).toBe('a');
    expect(
      fold([notice('settings', 2, { settingsDigest: 'a' }), notice('settings', 3, { from: at(2) })])
        .settingsDigest,
    ).toBe('a');
  });

  it('shows a silence between canaries', () => {
    const told = fold([notice('canary', 2, { sentAt: at(2) }), notice('canary', 3, { sentAt: at(3) })]);
    const [silence] = told.gaps.gaps(at(3, 11), []);
    expect(silence).toMatchObject({ ...home, from: at(2), to: at(3) });
  });
});

describe('the records that were folded', () => {
  it('are counted, from the earliest to the latest', () => {
    expect(fold([fails(3), fails(2), passes(5), passes(4), passes(9)])).toMatchObject({
      records: 4,
      first: at(2),
      last: at(5),
    });
  });
});

describe('a resource that was created again', () => {
  it.each<[string, string | undefined, string | undefined, number]>([
    ['at another time is another', at(1), at(2), 1],
    ['at the same time is the same', at(1), at(1), 0],
    ['at a time that was not known is the same', undefined, at(2), 0],
    ['at a time that is not known is the same', at(1), undefined, 0],
  ])('%s', (_what, before, after, ended) => {
    const folded = fold([fails(2, before), fails(3, after)]);
    expect(folded.ended.map(({ because }) => because)).toEqual(Array(ended).fill('replaced'));
    expect(onlyResource(folded).createdAt).toBe(after ?? before ?? null);
  });
});

describe('time', () => {
  it('never goes back for a standing, though a record does', () => {
    expect(standingOf([fails(4), passes(3)])).toMatchObject({
      status: 'COMPLIANT',
      lastEvaluated: at(4),
      since: at(4),
    });
    const others = look({ at: at(3), id: 'a', verdicts: { net: 'COMPLIANT' } });
    expect(standingOf([fails(4), others])).toMatchObject({ status: 'INSUFFICIENT_DATA', since: at(4) });
    expect(fold([passes(4), others]).ended).toMatchObject([{ endedAt: at(4), because: 'rule-not-in-force' }]);
    expect(fold([fails(4), gone(at(3), 'a')]).ended).toMatchObject([{ endedAt: at(4), because: 'deleted' }]);
  });

  it('of an end is told from the first instant of the period on', () => {
    const ended = (from: string) => fold([fails(2), gone(at(3), 'a')], { period: { ...period, from } }).ended;
    expect(ended(at(3))).toHaveLength(1);
    expect(ended(at(3, 11))).toHaveLength(0);
  });
});

describe('a rule that is not asked any more', () => {
  it('leaves what it said last', () => {
    const others = look({ at: at(3), id: 'a', verdicts: { net: 'COMPLIANT' } });
    expect(standingOf([fails(2), others]).because).toMatch(/not in force any more.* failed$/);
    const unknown = look({ at: at(2), id: 'a', verdicts: { root: 'INSUFFICIENT_DATA' } });
    expect(standingOf([unknown, others]).because).toMatch(/not in force any more.* not be judged$/);
  });

  it('counts though nobody knows it', () => {
    const record = look({ at: at(2), id: 'a', verdicts: { former: 'NON_COMPLIANT' } });
    expect(standingOf([record], 'former')).toMatchObject({ severity: 'MEDIUM', isAdvisory: false });
  });
});

describe('a waiver', () => {
  const waived = look({ at: at(2), id: 'a', verdicts: { root: 'waived' }, until: '2026-03-04' });
  const [given] = waived.waivers;

  it('is the one that the verdict names', () => {
    const waivers = [
      { ...given, ticket: 'RISK-6', owner: 'maya' },
      { ...given, approver: 7 },
    ];
    expect(standingOf([{ ...waived, waivers }]).waiver).toEqual({
      owner: 'ada',
      approver: '',
      ticket: 'RISK-7',
      reason: 'a demonstration',
      expires: '2026-03-04',
    });
    expect(standingOf([waived]).waiver?.approver).toBe('grace');
  });

  it('is none where the verdict names none, or one that is not there', () => {
    expect(standingOf([{ ...fails(2), waivers: [{ ...given, ticket: undefined }] }]).waiver).toBeNull();
    expect(standingOf([{ ...waived, waivers: [{ ...given, ticket: 'RISK-6' }] }]).waiver).toBeNull();
  });

  it('holds on its last day', () => {
    const waivedOn = (to: string) => {
      const { history } = fold([waived], { period: { ...period, to } });
      return history.points(period.from, to).at(-1)?.waived;
    };
    expect(waivedOn(at(4, 23))).toBe(1);
    expect(waivedOn(at(5, 1))).toBe(0);
  });
});

it('knows a resource by all that its last record said', () => {
  expect(onlyResource(fold([fails(2)])).ref).toEqual(refOf('a'));
});

describe('a rule in shadow', () => {
  const dark = (
    day: number,
    verdicts: Parameters<typeof look>[0]['verdicts'] = { root: 'NON_COMPLIANT' },
  ) => {
    const record = look({ at: at(day), id: 'a', verdicts });
    return { ...record, verdicts: record.verdicts.map((verdict) => ({ ...verdict, shadow: true as const })) };
  };

  it('is told and counts for nothing', () => {
    expect(standingOf([dark(2)])).toMatchObject({
      status: 'NON_COMPLIANT',
      isAdvisory: true,
      isShadow: true,
    });
    expect(standingOf([fails(2)])).not.toHaveProperty('isShadow');
  });

  it('that is lifted fails from then on, and not for the time in shadow', () => {
    const lifted = standingOf([dark(2), fails(5)]);
    expect(lifted).toMatchObject({ isAdvisory: false, since: at(5), failingSince: at(5) });
    expect(lifted).not.toHaveProperty('isShadow');
    expect(lifted.failingMs).toBe(Date.parse(period.to) - Date.parse(at(5)));
  });

  it('that is taken out leaves nothing that cannot be told', () => {
    const other = look({ at: at(3), id: 'a', verdicts: { net: 'COMPLIANT' } });
    const folded = fold([dark(2), other]);
    expect([...onlyResource(folded).rules.keys()]).toEqual(['net']);
    expect(folded.ended).toMatchObject([{ because: 'rule-not-in-force' }]);
  });
});

describe('what others sent', () => {
  const EVE = 'AROAEVE:eve';
  const because = `the evaluation was sent by ${EVE}, which is none of the functions that judge`;

  it('cannot acquit: what it calls compliant is not known', () => {
    const standing = standingOf([fails(2), { ...passes(3), sender: EVE }]);
    expect(standing).toMatchObject({ status: 'INSUFFICIENT_DATA', because });
    expect(standingOf([{ ...passes(3), sender: EVE }]).status).toBe('INSUFFICIENT_DATA');
  });

  it('can accuse', () =>
    expect(standingOf([passes(2), { ...fails(3), sender: EVE }]).status).toBe('NON_COMPLIANT'));

  it('is over with the next look of ours', () =>
    expect(standingOf([{ ...passes(2), sender: EVE }, passes(3)]).status).toBe('COMPLIANT'));

  it('deletes nothing, and ends no gap', () => {
    const gap = notice('gap', 2, { subject: 'changes', from: at(2), because: 'silence' });
    const closed = notice('gap', 3, { subject: 'changes', from: at(2), to: at(3), because: 'silence' });
    const telling = (sender?: string) => {
      const mark = sender === undefined ? {} : { sender };
      return fold([fails(2), gap, { ...gone(at(3), 'a'), ...mark }, { ...closed, ...mark }]);
    };
    expect(telling().resources).toEqual([]);
    expect(telling(EVE).resources).toHaveLength(1);
    expect(telling(EVE).gaps).not.toEqual(telling().gaps);
    expect(telling(EVE).records).toBe(4);
  });

  it('that has no verdicts is none of ours all the same', () =>
    expect(() => fold([{ ...fails(2), verdicts: {}, sender: EVE }])).toThrow(/no verdicts that can be read/));
});
