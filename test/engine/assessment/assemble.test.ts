import { describe, expect, it } from 'vitest';
import {
  type AssessmentParts,
  assessmentOf,
  type DraftFinding,
} from '../../../engine/assessment/assemble.ts';
import { unknownRule } from '../../../engine/assessment/assessed-rule.ts';
import { serviceLevels } from '../../../engine/assessment/service-levels.ts';

const asOf = '2026-03-01T12:00:00.000Z';
const waiver = { owner: 'a', approver: 'b', ticket: 'c', reason: 'd', expires: '2026-12-31' };

const draft = (change: Partial<DraftFinding> = {}): DraftFinding => ({
  id: 'assay/1',
  rule: 'known',
  resource: { type: 'T', id: 'one', account: null, region: null, file: null },
  status: 'NON_COMPLIANT',
  severity: 'HIGH',
  advisory: false,
  observations: [],
  because: null,
  waiver: null,
  since: null,
  failingSince: '2026-02-20T00:00:00.000Z',
  failedBefore: false,
  firstEvaluated: null,
  lastEvaluated: null,
  failingSeconds: null,
  evidence: [],
  ...change,
});

const assessed = (findings: readonly DraftFinding[], change: Partial<AssessmentParts> = {}) =>
  assessmentOf({
    generatedAt: asOf,
    asOf,
    period: null,
    tool: { version: '1', packDigest: 'a' },
    source: { kind: 'scan', name: 's', verification: null },
    profile: 'baseline',
    scope: { accounts: [], regions: [] },
    history: [],
    gaps: [],
    ended: [],
    notes: [],
    waivers: [],
    knownRules: [unknownRule('known'), unknownRule('asked'), unknownRule('not-asked')],
    rulesInForce: new Set(['asked']),
    frameworks: [],
    attestations: [],
    serviceLevels: serviceLevels({}),
    findings,
    ...change,
  });

describe('an assessment', () => {
  it('has findings by severity, rule, file and resource', () => {
    const resource = draft().resource;
    const findings = [
      draft({ id: '1', severity: 'LOW' }),
      draft({ id: '2', resource: { ...resource, id: 'two' } }),
      draft({ id: '3', rule: 'asked' }),
      draft({ id: '4' }),
      draft({ id: '5', severity: 'CRITICAL' }),
    ];
    expect(assessed(findings).findings.map(({ id }) => id)).toEqual(['5', '3', '4', '2', '1']);
  });

  it('has them in that order whatever order they came in', () => {
    const resource = draft().resource;
    const ordered = [
      draft({ id: '1', severity: 'CRITICAL', rule: 'z', resource: { ...resource, file: 'z', id: 'z' } }),
      draft({ id: '2', rule: 'a', resource: { ...resource, file: 'z', id: 'z' } }),
      draft({ id: '3', rule: 'b', resource: { ...resource, file: null, id: 'z' } }),
      draft({ id: '4', rule: 'b', resource: { ...resource, file: 'A', id: 'y' } }),
      draft({ id: '5', rule: 'b', resource: { ...resource, file: 'B', id: 'a' } }),
      draft({ id: '6', rule: 'b', resource: { ...resource, file: 'B', id: 'b' } }),
      draft({ id: '7', rule: 'b', resource: { ...resource, file: 'B', id: 'b' } }),
      draft({ id: '0', severity: 'LOW', rule: 'a', resource: { ...resource, id: 'a' } }),
    ];
    for (const findings of [ordered, ordered.toReversed()])
      expect(assessed(findings).findings.map(({ id }) => id)).toEqual(ordered.map(({ id }) => id));
  });

  it('has a version', () => {
    expect(assessed([]).schema).toBe('assay.assessment/1');
  });

  const due: readonly (readonly [string, Partial<DraftFinding>, string | null])[] = [
    ['a failure', {}, '2026-03-22T00:00:00.000Z'],
    [
      'what failed and cannot be seen',
      { status: 'INSUFFICIENT_DATA', failedBefore: true },
      '2026-03-22T00:00:00.000Z',
    ],
    ['what is waived', { waiver }, null],
    ['an advisory one', { advisory: true }, null],
    ['a failure of which nobody knows since when', { failingSince: null }, null],
  ];

  it.each(due)('says when %s is due', (_, change, expected) => {
    const { findings, ageing } = assessed([draft(change)]);
    expect(findings[0]?.dueAt).toBe(expected);
    expect(ageing.find(({ severity }) => severity === 'HIGH')?.onTime).toBe(expected === null ? 0 : 1);
  });

  it('tells what failed before, and counts it', () => {
    const { findings, risk } = assessed([draft({ status: 'INSUFFICIENT_DATA', failedBefore: true })]);
    expect(findings[0]?.failedBefore).toBe(true);
    expect(risk.score).toBe(assessed([draft()]).risk.score);
    expect(Object.keys(assessed([draft()]).findings[0] ?? {})).not.toContain('failedBefore');
  });

  const reasons: readonly (readonly [string, Partial<DraftFinding>, readonly string[]])[] = [
    ['a failure', {}, ['HIGH failing']],
    ['one that is waived', { waiver }, ['HIGH failing, under a waiver']],
    ['one that is advisory', { advisory: true }, []],
    ['what cannot be judged', { status: 'INSUFFICIENT_DATA' }, ['HIGH cannot be judged']],
    ['what is right', { status: 'COMPLIANT' }, []],
  ];

  it.each(reasons)('counts in its risk %s', (_, change, labels) => {
    expect(assessed([draft(change)]).risk.parts.map(({ label }) => label)).toEqual(labels);
  });

  it('has controls that rules in force support, and no others', () => {
    const controls = { A: 'a', B: 'b' };
    const frameworks = [{ key: 'f', name: 'F', edition: '1', url: 'https://example.com', controls }];
    const knownRules = [
      { ...unknownRule('asked'), title: 'Asked', controls: [{ id: 'f:A', source: null }] },
      { ...unknownRule('known'), title: 'Known', controls: [{ id: 'f:B', source: null }] },
    ];
    const { frameworks: told, rules } = assessed([draft()], { frameworks, knownRules });
    expect(told[0]?.controls.map(({ coverage }) => coverage)).toEqual(['automated', 'not-covered']);
    expect(rules.map(({ title }) => title)).toEqual(['Asked', 'Known']);
  });

  it('has the rules in force, and those that findings name', () => {
    expect(assessed([draft()]).rules.map(({ id }) => id)).toEqual(['asked', 'known']);
  });

  it('says so where it does not know a rule', () => {
    const { rules, notes } = assessed([draft({ rule: 'former' })]);
    expect(rules.find(({ id }) => id === 'former')).toMatchObject({ title: 'former', controls: [] });
    expect(notes).toMatchObject([{ kind: 'unknown-rule', text: expect.stringContaining('former') }]);
    expect(assessed([draft()]).notes).toEqual([]);
    const [both] = assessed([draft({ rule: 'older' }), draft({ rule: 'former' })]).notes;
    expect(both?.text).toContain('former, older.');
  });
});

describe('a rule in shadow', () => {
  const shadowed = draft({ rule: 'known', advisory: true, shadow: true });

  it('is marked, and its findings neither are due nor weigh', () => {
    const { rules, findings, risk } = assessed([shadowed]);
    expect(rules.map(({ id, shadow }) => [id, shadow])).toEqual([
      ['asked', undefined],
      ['known', true],
    ]);
    expect(findings).toMatchObject([{ shadow: true, dueAt: null }]);
    expect(risk).toEqual(assessed([]).risk);
  });

  it('fails no control that it supports by now, before a finding is judged anew', () => {
    const frameworks = [
      { key: 'f', name: 'F', edition: '1', url: 'https://example.com', controls: { A: 'a' } },
    ];
    const knownRules = [{ ...unknownRule('known'), controls: [{ id: 'f:A', source: null }] }];
    const parts = { frameworks, knownRules, rulesInForce: new Set(['known']) };
    const controls = (findings: readonly DraftFinding[]) => assessed(findings, parts).frameworks;
    expect(controls([draft({ shadow: true })])).toEqual(controls([]));
    expect(controls([draft()])).not.toEqual(controls([]));
  });

  it('that counts by now is not marked, though a finding is not judged anew yet', () => {
    const { rules } = assessed([shadowed], { rulesInForce: new Set(['known']) });
    expect(rules).toMatchObject([{ id: 'known' }]);
    expect(rules[0]).not.toHaveProperty('shadow');
  });
});
