import { describe, expect, it } from 'vitest';
import type { AssessedFinding } from '../../../engine/assessment/assessment.ts';
import { DEFAULT_QUERY, finderOf, type Query } from '../../../reports/html/query.ts';
import { isOverdue } from '../../../reports/html/words.ts';
import { assessmentOf } from '../assessments.ts';

const assessment = assessmentOf({ findings: 600 });
const { findings, rules, asOf } = assessment;
const finder = finderOf({ ...assessment, frameworks: [] });
const ALL: Query = { ...DEFAULT_QUERY, status: [] };
const found = (query: Partial<Query>) => finder.find({ ...ALL, ...query });
const some = findings.find(({ status, dueAt }) => status === 'NON_COMPLIANT' && dueAt !== null);
if (some === undefined) throw new Error('there is no failing finding');
const { resource } = some;
const supporting = (start: string): ReadonlySet<string> =>
  new Set(
    rules.filter(({ controls }) => controls.some(({ id }) => id.startsWith(start))).map(({ id }) => id),
  );

type Holds = (finding: AssessedFinding) => boolean;

describe('finding findings', () => {
  it.each<[string, Partial<Query>, Holds]>([
    ['everything where nothing is asked', {}, () => true],
    ['a status', { status: ['INSUFFICIENT_DATA'] }, ({ status }) => status === 'INSUFFICIENT_DATA'],
    [
      'one of two severities',
      { severity: ['CRITICAL', 'LOW'] },
      ({ severity }) => severity === 'CRITICAL' || severity === 'LOW',
    ],
    ['a rule', { rule: some.rule }, ({ rule }) => rule === some.rule],
    ['a type', { type: resource.type }, (each) => each.resource.type === resource.type],
    ['an account', { account: resource.account ?? '' }, (each) => each.resource.account === resource.account],
    ['a Region', { region: resource.region ?? '' }, (each) => each.resource.region === resource.region],
    ['what is waived', { waived: 'yes' }, ({ waiver }) => waiver !== null],
    ['what is not waived', { waived: 'no' }, ({ waiver }) => waiver === null],
    ['what is overdue', { overdue: true }, (each) => isOverdue(each, asOf)],
    [
      'a framework',
      { framework: 'eu_ai_act_2024_1689' },
      ({ rule }) => supporting('eu_ai_act_2024_1689:').has(rule),
    ],
    [
      'a control, and none whose id begins alike',
      { control: 'nist_800_53_r5:AC-3' },
      ({ rule }) =>
        rules.some(
          ({ id, controls }) => id === rule && controls.some((each) => each.id === 'nist_800_53_r5:AC-3'),
        ),
    ],
  ])('by %s', (_name, query, holds) => {
    const expected = findings.filter(holds);
    expect(expected.length).toBeGreaterThan(0);
    const answer = found(query);
    expect(answer.length).toBe(expected.length);
    expect(new Set(answer)).toEqual(new Set(expected));
  });

  it('asks all at once, not any', () => {
    const both = found({ severity: ['HIGH'], region: 'eu-west-1' });
    expect(both.length).toBeGreaterThan(0);
    for (const each of both) {
      expect(each.severity).toBe('HIGH');
      expect(each.resource.region).toBe('eu-west-1');
    }
  });

  it('by default leaves out what is in order or does not apply', () => {
    const states = new Set(finder.find(DEFAULT_QUERY).map(({ status }) => status));
    expect(states).toEqual(new Set(['NON_COMPLIANT', 'INSUFFICIENT_DATA']));
  });

  it.each<[string, string]>([
    ['a name, in any case', resource.id.toUpperCase()],
    ['a rule', some.rule],
    ['a type', resource.type],
    ['its own id', some.id],
    ['a property that was observed', some.observations[0]?.path ?? ''],
    ['two words in any order', `${resource.region}  ${some.rule}`],
  ])('by %s', (_name, text) => {
    expect(found({ text })).toContain(some);
  });

  it('by a word of the title, the ticket of a waiver and the reason of doubt', () => {
    const title = rules.find(({ id }) => id === some.rule)?.title ?? '';
    expect(found({ text: title })).toContain(some);
    expect(found({ text: 'RISK-214' }).every(({ waiver }) => waiver !== null)).toBe(true);
    expect(found({ text: 'AccessDeniedException' }).every(({ because }) => because !== null)).toBe(true);
    expect(found({ text: 'nobody wrote this' })).toEqual([]);
  });

  it('by a name as it is and as it is shown', () => {
    const hostile = assessmentOf({ findings: 60, hostile: true });
    const finderOfHostile = finderOf({ ...hostile, frameworks: [] });
    for (const text of ['\u202Egnp', '[u+202e]GNP'])
      expect(finderOfHostile.find({ ...ALL, text }).length).toBeGreaterThan(0);
  });

  it('takes no part of a search for a pattern', () => {
    expect(found({ text: '.*' })).toEqual([]);
  });

  it('puts first what was asked for first, and last what has no time', () => {
    const due = found({ sort: 'due' }).map(({ dueAt }) => dueAt);
    const dated = due.filter((each) => each !== null);
    expect(due.slice(0, dated.length)).toEqual(dated.toSorted());
    const rulesFound = found({ sort: 'rule' }).map(({ rule }) => rule);
    expect(rulesFound).toEqual(rulesFound.toSorted());
    expect(found({ sort: 'severity' })[0]?.severity).toBe('CRITICAL');
    const since = found({ sort: 'oldest' }).map((each) => each.since ?? '');
    expect(since).toEqual(since.toSorted());
  });
});
