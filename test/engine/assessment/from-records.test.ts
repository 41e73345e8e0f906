import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecordedState, stateFromRecords } from '../../../engine/assessment/from-records.ts';
import { riskCounts, riskScore, SEVERITIES } from '../../../engine/assessment/risk.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import type { Status } from '../../../engine/verdict.ts';
import { home, rewrite, sourceOf } from '../evidence/archive.ts';
import { archiveOf, gone, look, options, refOf, segmentsOf } from './kit.ts';

const day = (number: number, time = '10:00') => `2026-03-0${number}T${time}:00.000Z`;
const endOf = (number: number) => `2026-03-0${number}T23:59:59.999Z`;

/** Seven days, each with one thing that happens. */
const week: readonly UnsequencedRecord[] = [
  look({ at: day(1), id: 'a', verdicts: { root: 'NON_COMPLIANT', net: 'COMPLIANT', tags: 'NON_COMPLIANT' } }),
  look({ at: day(1), id: 'b', verdicts: { root: 'NON_COMPLIANT' } }),
  // a is fixed; c comes, its failure waived until the fourth.
  look({ at: day(2), id: 'a', verdicts: { root: 'COMPLIANT', net: 'COMPLIANT', tags: 'COMPLIANT' } }),
  look({ at: day(2), id: 'c', verdicts: { net: 'waived' }, until: '2026-03-04' }),
  gone(day(3), 'b'),
  look({ at: day(4), id: 'd', verdicts: { root: 'NON_COMPLIANT' }, createdAt: day(4, '09:00') }),
  // The namesake of d is another resource; nobody looks at c, whose waiver has ended.
  look({ at: day(5), id: 'd', verdicts: { root: 'COMPLIANT' }, createdAt: day(5, '09:00') }),
  look({ at: day(6), id: 'c', verdicts: { net: 'INSUFFICIENT_DATA' } }),
  // A rule is taken out of force, and another that failed on a new resource.
  look({ at: day(6, '11:00'), id: 'e', verdicts: { root: 'NON_COMPLIANT', net: 'COMPLIANT' } }),
  look({ at: day(7), id: 'e', verdicts: { net: 'COMPLIANT' } }),
  look({ at: day(7), id: 'a', verdicts: { root: 'COMPLIANT', net: 'COMPLIANT' } }),
];

const at = async (records: readonly UnsequencedRecord[], to: string, from: string | null = null) =>
  stateFromRecords(sourceOf(segmentsOf(records)), { ...options, from, to });

const nameOf = (arn: string) => arn.split('/').at(-1);

const linesOf = ({ findings }: RecordedState): readonly string[] =>
  findings
    .map(({ resource, rule, status, waiver, since, failedBefore }) =>
      [
        nameOf(resource.id),
        rule,
        status,
        waiver ? 'waived' : '',
        failedBefore ? 'failed before' : '',
        since?.slice(8, 10),
      ]
        .filter(Boolean)
        .join(' '),
    )
    .sort();

describe('the state on a day', () => {
  const cases: readonly (readonly [number, readonly string[]])[] = [
    [
      1,
      ['a net COMPLIANT 01', 'a root NON_COMPLIANT 01', 'a tags NON_COMPLIANT 01', 'b root NON_COMPLIANT 01'],
    ],
    [
      2,
      [
        'a net COMPLIANT 01',
        'a root COMPLIANT 02',
        'a tags COMPLIANT 02',
        'b root NON_COMPLIANT 01',
        'c net NON_COMPLIANT waived 02',
      ],
    ],
    [
      3,
      ['a net COMPLIANT 01', 'a root COMPLIANT 02', 'a tags COMPLIANT 02', 'c net NON_COMPLIANT waived 02'],
    ],
    [
      4,
      [
        'a net COMPLIANT 01',
        'a root COMPLIANT 02',
        'a tags COMPLIANT 02',
        'c net NON_COMPLIANT waived 02',
        'd root NON_COMPLIANT 04',
      ],
    ],
    [
      5,
      [
        'a net COMPLIANT 01',
        'a root COMPLIANT 02',
        'a tags COMPLIANT 02',
        'c net NON_COMPLIANT 02',
        'd root COMPLIANT 05',
      ],
    ],
    [
      6,
      [
        'a net COMPLIANT 01',
        'a root COMPLIANT 02',
        'a tags COMPLIANT 02',
        'c net INSUFFICIENT_DATA failed before 06',
        'd root COMPLIANT 05',
        'e net COMPLIANT 06',
        'e root NON_COMPLIANT 06',
      ],
    ],
    [
      7,
      [
        'a net COMPLIANT 01',
        'a root COMPLIANT 02',
        'c net INSUFFICIENT_DATA failed before 06',
        'd root COMPLIANT 05',
        'e net COMPLIANT 06',
        'e root INSUFFICIENT_DATA failed before 07',
      ],
    ],
  ];

  it.each(cases)('is right on day %d', async (number, expected) => {
    expect(linesOf(await at(week, endOf(number)))).toEqual(expected);
  });

  it('is that of before a record of the same instant', async () => {
    expect(linesOf(await at(week, day(1)))).toEqual([]);
  });

  it('tells what ended, when and why', async () => {
    const { ended } = await at(week, endOf(7));
    expect(
      ended.map(({ resource, rule, status, because, endedAt }) => [
        nameOf(resource.id),
        rule,
        status,
        because,
        endedAt,
      ]),
    ).toEqual([
      ['b', 'root', 'NON_COMPLIANT', 'deleted', day(3)],
      ['d', 'root', 'NON_COMPLIANT', 'replaced', day(5)],
      ['a', 'tags', 'COMPLIANT', 'rule-not-in-force', day(7)],
    ]);
    expect((await at(week, endOf(7), day(6, '00:00'))).ended).toHaveLength(1);
  });

  it('counts how long something failed within the period alone', async () => {
    const failing = async (from: string | null, to: string) => {
      const { findings, ended } = await at(week, to, from);
      const all = [...findings, ...ended].filter(({ rule }) => rule === 'root');
      return Object.fromEntries(
        all.map(({ resource, failingSeconds }) => [nameOf(resource.id), failingSeconds]),
      );
    };
    expect(await failing(null, endOf(3))).toEqual({ a: 86_400, b: 2 * 86_400 });
    expect(await failing(day(2, '00:00'), endOf(3))).toEqual({ a: 36_000, b: 36_000 + 86_400 });
    expect(await failing(day(1, '00:00'), day(1, '11:00'))).toEqual({ a: 3600, b: 3600 });
  });

  it('points to the newest ten records, newest first', async () => {
    const many = Array.from({ length: 12 }, (_, hour) =>
      look({
        at: day(1, `${hour + 10}:00`),
        id: 'a',
        verdicts: { root: hour % 2 === 0 ? 'COMPLIANT' : 'NON_COMPLIANT' },
      }),
    );
    const { findings } = await at(many, endOf(1));
    const [{ evidence = [], firstEvaluated, lastEvaluated } = {}] = findings;
    expect(evidence.map(({ sequence }) => sequence)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(evidence[0]).toEqual({
      ...home,
      sequence: 12,
      segment: `evidence/${home.account}/${home.region}/2026/03/01/segment-000000000004.ndjson.gz`,
      recordedAt: day(1, '21:00'),
      status: 'NON_COMPLIANT',
    });
    expect([firstEvaluated, lastEvaluated]).toEqual([day(1), day(1, '21:00')]);
  });

  it('asks about the rules alone that it is asked about', async () => {
    const source = sourceOf(segmentsOf(week));
    const state = await stateFromRecords(source, {
      ...options,
      isAsked: (rule) => rule === 'net',
      to: endOf(2),
    });
    expect(linesOf(state)).toEqual(['a net COMPLIANT 01', 'c net NON_COMPLIANT waived 02']);
  });

  it('knows of a rule that is no more what its records say', async () => {
    const { findings, folded } = await at(
      [look({ at: day(1), id: 'a', verdicts: { former: 'NON_COMPLIANT' } })],
      endOf(1),
    );
    expect(findings).toMatchObject([{ rule: 'former', severity: 'MEDIUM', status: 'NON_COMPLIANT' }]);
    expect([...folded.unknownRules]).toEqual(['former']);
  });
});

describe('a resource', () => {
  it('is called by its ARN, or by its id where it has none', async () => {
    const record = look({ at: day(1), id: 'a', verdicts: { root: 'COMPLIANT' } });
    const { arn, ...resource } = record.resource;
    const named = async (one: UnsequencedRecord) => (await at([one], endOf(1))).findings[0]?.resource;
    const { type, account, region } = refOf('a');
    expect(await named(record)).toEqual({ type, id: arn, account, region, file: null });
    expect(await named({ ...record, resource })).toMatchObject({ id: 'a' });
  });
});

describe('what is sealed', async () => {
  const files = await archiveOf(week);
  const seals = [...files.keys()].filter((key) => key.startsWith('seals/') && key.endsWith('.json')).sort();
  const endOfSeal = (index: number) =>
    parseSeal(files.get(seals.at(index) ?? '') ?? new Uint8Array())?.to ?? '';
  const [last, before] = [endOfSeal(-1), endOfSeal(-2)];
  const sealed = async (to: string, source = sourceOf(files)) =>
    (await stateFromRecords(source, { ...options, from: null, to })).sealed;

  it('is told up to the newest seal of the time', async () => {
    expect(before < last).toBe(true);
    expect(await sealed(last)).toEqual([{ ...home, end: last }]);
    expect(await sealed(new Date(Date.parse(last) - 1).toISOString())).toEqual([{ ...home, end: before }]);
    expect(await sealed('2020-01-01T00:00:00.000Z')).toEqual([]);
    expect((await at(week, endOf(7))).sealed).toEqual([]);
  });

  it('is told by a seal that can be read', async () => {
    const newest = seals.at(-1) ?? '';
    const changed = new Map(files).set(newest, Buffer.from('nonsense'));
    expect(await sealed(last, sourceOf(changed))).toEqual([{ ...home, end: before }]);
    const source = sourceOf(files);
    const read = async (key: string) => {
      if (key === newest) throw new Error('access denied');
      return source.read(key);
    };
    expect(await sealed(last, { ...source, read })).toEqual([{ ...home, end: before }]);
  });
});

describe('what cannot be read', () => {
  it('is nothing in an archive that is whole', async () => {
    expect((await at(week, endOf(7))).notes).toEqual([]);
  });

  it('is named by its place where it is one record', async () => {
    const files = segmentsOf(week);
    const [first = ''] = files.keys();
    const broken =
      '{"schema":"assay.evidence/1","sequence":2,"kind":"evaluation","recordedAt":"2026-03-01T10:00:00.000Z","resource":{}}';
    files.set(
      first,
      rewrite(files.get(first) ?? Buffer.of(), ([header = '', one = '', , ...lines]) => [
        header,
        one,
        broken,
        ...lines,
      ]),
    );
    const { notes } = await stateFromRecords(sourceOf(files), { ...options, from: null, to: endOf(7) });
    expect(notes).toMatchObject([
      {
        text: expect.stringContaining(
          `1 parts of the archive could not be read and are left out. The first: record 2 of ${first}: `,
        ),
      },
    ]);
  });

  it('is not what we get wrong ourselves', async () => {
    const ruleOf = () => {
      throw new RangeError('ours');
    };
    const state = stateFromRecords(sourceOf(segmentsOf(week)), {
      ...options,
      ruleOf,
      from: null,
      to: endOf(7),
    });
    await expect(state).rejects.toThrow('ours');
  });

  it('is left out and noted, and the rest is told', async () => {
    const files = segmentsOf(week);
    const [first = '', second = ''] = [...files.keys()].filter((key) => key.includes('segment-'));
    files.set(first, Buffer.from('something else'));
    const broken =
      '{"schema":"assay.evidence/1","sequence":4,"kind":"evaluation","recordedAt":"2026-03-02T10:00:00.000Z","resource":{}}';
    const changed = rewrite(files.get(second) ?? Buffer.of(), ([header = '', , ...lines]) => [
      header,
      broken,
      ...lines,
    ]);
    files.set(second, changed);
    const state = await stateFromRecords(sourceOf(files), { ...options, to: endOf(4) });
    expect(linesOf(state)).toEqual(['d root NON_COMPLIANT 04']);
    expect(state.notes).toEqual([
      {
        kind: 'unreadable',
        text: `2 parts of the archive could not be read and are left out. The first: ${first} is no segment.`,
      },
    ]);
  });
});

describe('history', () => {
  it('says of each day what the state on that day says', async () => {
    const { folded, period } = await at(week, endOf(7));
    const points = folded.history.points(period.from, endOf(7));
    expect(points.map(({ at }) => at.slice(0, 10))).toEqual([
      ...[2, 3, 4, 5, 6, 7].map((number) => `2026-03-0${number}`),
      '2026-03-07',
    ]);
    for (const [index, point] of points.entries())
      expect(point).toMatchObject(await told(week, endOf(index + 1)));
  });

  it('begins with all that was before the period', async () => {
    const { folded } = await at(week, endOf(5), day(4, '00:00'));
    const [first] = folded.history.points(day(4, '00:00'), endOf(5));
    expect(first).toMatchObject(await told(week, endOf(4)));
  });
});

/** The same figures, from the findings of the day. */
async function told(records: readonly UnsequencedRecord[], to: string) {
  const { findings } = await at(records, to);
  const count = (status: Status) => findings.filter((each) => each.status === status).length;
  const failures = findings.filter(
    ({ status, waiver, advisory }) => status === 'NON_COMPLIANT' && !waiver && !advisory,
  );
  return {
    counts: {
      COMPLIANT: count('COMPLIANT'),
      NON_COMPLIANT: count('NON_COMPLIANT'),
      NOT_APPLICABLE: count('NOT_APPLICABLE'),
      INSUFFICIENT_DATA: count('INSUFFICIENT_DATA'),
    },
    failures: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, failures.filter((each) => each.severity === severity).length]),
    ),
    waived: findings.filter(({ waiver, advisory }) => waiver && !advisory).length,
    risk: scoreOf(findings),
  };
}

const scoreOf = (findings: RecordedState['findings']): number =>
  riskScore(
    riskCounts(
      findings.map(({ status, severity, advisory, waiver, failedBefore }) => ({
        status,
        severity,
        isAdvisory: advisory,
        isWaived: waiver !== null,
        hasFailed: failedBefore,
      })),
    ),
  ).score;

const ACTIONS = [
  'fails',
  'is waived',
  'passes',
  'does not apply',
  'cannot be read',
  'is deleted',
  'is re-created and fails',
  'is no longer asked',
  'is in a gap',
] as const;
type Action = (typeof ACTIONS)[number];

/** Those after which a risk may be gone. */
const FIXES: ReadonlySet<Action> = new Set([
  'passes',
  'does not apply',
  'is deleted',
  'is re-created and fails',
]);

const STATUS: Readonly<Partial<Record<Action, Status | 'waived'>>> = {
  fails: 'NON_COMPLIANT',
  'is waived': 'waived',
  passes: 'COMPLIANT',
  'does not apply': 'NOT_APPLICABLE',
  'cannot be read': 'INSUFFICIENT_DATA',
  'is re-created and fails': 'NON_COMPLIANT',
};

interface Event {
  readonly action: Action;
  readonly id: string;
  readonly hours: number;
}

const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.record({
    action: fc.constantFrom(...ACTIONS),
    id: fc.constantFrom('a', 'b', 'c'),
    hours: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 14 },
);

function recordsOf(all: readonly Event[]): readonly UnsequencedRecord[] {
  let time = Date.parse(day(1));
  const createdAt = new Map<string, string>();
  return all.map(({ action, id, hours }) => {
    time += hours * 3_600_000;
    const at = new Date(time).toISOString();
    if (action === 'is in a gap')
      return noticeRecord('gap', new Date(at), {
        subject: 'change events',
        from: at,
        to: at,
        because: 'off',
      });
    if (action === 'is deleted') return gone(at, id);
    if (action === 'is re-created and fails') createdAt.set(id, at);
    const status = STATUS[action];
    const until = new Date(time + 30 * 3_600_000).toISOString().slice(0, 10);
    return look({
      at,
      id,
      verdicts: status === undefined ? { tags: 'COMPLIANT' } : { net: status },
      createdAt: createdAt.get(id) ?? day(1),
      until,
    });
  });
}

const justAfter = ({ recordedAt }: UnsequencedRecord): string =>
  new Date(Date.parse(recordedAt) + 1).toISOString();

describe('the risk score', () => {
  it('falls only when something is fixed, and stays from 0 to 100', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const records = recordsOf(all);
        let before = 0;
        for (const [index, record] of records.entries()) {
          const { findings } = await at(records, justAfter(record));
          const score = scoreOf(findings);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          if (!FIXES.has(all[index]?.action ?? 'passes')) expect(score).toBeGreaterThanOrEqual(before);
          before = score;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('falls when the last failure is fixed or deleted', async () => {
    const failing = look({ at: day(1), id: 'a', verdicts: { net: 'NON_COMPLIANT' } });
    for (const fix of [look({ at: day(2), id: 'a', verdicts: { net: 'COMPLIANT' } }), gone(day(2), 'a')]) {
      expect(scoreOf((await at([failing, fix], endOf(1))).findings)).toBeGreaterThan(0);
      expect(scoreOf((await at([failing, fix], endOf(2))).findings)).toBe(0);
    }
  });

  it('is not lowered by any number of good resources', async () => {
    const failing = look({ at: day(1), id: 'a', verdicts: { net: 'NON_COMPLIANT' } });
    const good = Array.from({ length: 30 }, (_, index) =>
      look({ at: day(1), id: `good-${index}`, verdicts: { net: 'COMPLIANT' } }),
    );
    const alone = scoreOf((await at([failing], endOf(1))).findings);
    expect(scoreOf((await at([failing, ...good], endOf(1))).findings)).toBe(alone);
  });

  it('says of each day in history what the state on that day says, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const records = recordsOf(all);
        const end = justAfter(records.at(-1) ?? look({ at: day(1), id: 'a', verdicts: {} }));
        const { folded, period } = await at(records, end);
        for (const point of folded.history.points(period.from, end)) {
          const instant = new Date(Date.parse(point.at) - (point.at === end ? 0 : 1)).toISOString();
          expect(point).toMatchObject(await told(records, instant));
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('an id', () => {
  it('is the one that the account knows the finding by', async () => {
    const { findingId } = await import('../../../engine/finding-id.ts');
    const { findings } = await at(week, endOf(1));
    expect(findings.map(({ id }) => id)).toContain(findingId('root', refOf('b')));
  });
});

it('a finding says that its rule is in shadow, and no other does', async () => {
  const record = look({ at: day(1), id: 'a', verdicts: { root: 'NON_COMPLIANT', net: 'NON_COMPLIANT' } });
  const verdicts = record.verdicts.map((each) =>
    each.rule === 'root' ? { ...each, shadow: true as const } : each,
  );
  const { findings } = await at([{ ...record, verdicts }], endOf(1));
  expect(Object.fromEntries(findings.map((each) => [each.rule, each.shadow]))).toEqual({
    root: true,
    net: undefined,
  });
  expect(findings.filter((each) => 'shadow' in each)).toHaveLength(1);
});
