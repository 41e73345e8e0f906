import { describe, expect, it } from 'vitest';
import {
  findingFromResult,
  gapsOfResult,
  notesOfResult,
  type PrintedFinding,
  type PrintedResult,
} from '../../../engine/assessment/from-result.ts';
import { idOf } from '../../../engine/finding-id.ts';
import { compliant, nonCompliant, type Verdict } from '../../../engine/rule.ts';
import { findingJson } from '../../../reports/contract.ts';
import type { Resource } from '../../../resources/resource.ts';
import { rules } from '../../../rules/index.ts';

const ASOF = '2026-03-01T12:00:00.000Z';
const [rule] = rules;
if (rule === undefined) throw new Error('there are no rules');

const live: Resource = {
  type: 'AWS::SageMaker::NotebookInstance',
  id: 'N',
  arn: 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/n',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  source: 'live',
  properties: {},
};
const { arn: _, ...unnamed } = live;
const failure: Verdict = nonCompliant({ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' });

const printed = (resource: Resource, verdict: Verdict = failure): PrintedFinding =>
  JSON.parse(JSON.stringify(findingJson({ rule, resource, verdict, waiver: null })));

describe('a finding that was printed', () => {
  it('of a rule in shadow is told, and never counted', () => {
    const shadowed = { ...printed(live), shadow: true };
    expect(findingFromResult(shadowed, ASOF)).toMatchObject({ advisory: true, shadow: true });
    expect(findingFromResult(printed(live), ASOF)).not.toHaveProperty('shadow');
  });

  const resources: readonly (readonly [string, Resource])[] = [
    ['a live resource', live],
    ['one without an ARN', unnamed],
    ['one without a Region', { ...live, region: null, arn: 'arn:aws:iam::111122223333:role/R' }],
    [
      'a setting of the account',
      {
        ...live,
        id: 'logging/eu-west-1',
        arn: 'arn:aws:assay:eu-west-1:111122223333:logging/eu-west-1',
        synthetic: true,
      },
    ],
    ['a resource in a file', { ...unnamed, file: 'a/template.json', account: null, region: null }],
  ];

  it.each(resources)('has the id that the finding has: %s', (_name, resource) => {
    const { id } = findingFromResult(printed(resource), ASOF);
    expect(id).toBe(idOf({ rule, resource, verdict: failure, waiver: null }));
  });

  it('tells nothing that nobody knows', () => {
    expect(findingFromResult(printed(live), ASOF)).toMatchObject({
      status: 'NON_COMPLIANT',
      since: null,
      firstEvaluated: null,
      failingSince: null,
      failingSeconds: null,
      lastEvaluated: ASOF,
      evidence: [],
    });
  });

  it('tells what was printed', () => {
    const { type, arn, account, region } = live;
    const denied: Verdict = { status: 'INSUFFICIENT_DATA', because: 'access denied' };
    expect(findingFromResult(printed(live), ASOF)).toMatchObject({
      resource: { type, id: arn, account, region, file: null },
      because: null,
      advisory: false,
      failedBefore: false,
    });
    expect(findingFromResult(printed(live, denied), ASOF).because).toBe('access denied');
    expect(findingFromResult({ ...printed(live), advisory: true }, ASOF).advisory).toBe(true);
    const inFile = printed({ ...unnamed, file: 'a/template.json', account: null, region: null });
    expect(findingFromResult(inFile, ASOF).resource).toEqual({
      type,
      id: 'N',
      account: null,
      region: null,
      file: 'a/template.json',
    });
  });

  it('has the identity of a setting only where the whole ARN is of our making', () => {
    const id = 'see arn:aws:assay:eu-west-1:111122223333:logging';
    const finding = { ...printed(live), resource: { type: live.type, id } };
    expect(findingFromResult(finding, ASOF).id).toBe(
      idOf({
        rule,
        resource: { ...unnamed, id, account: null, region: null },
        verdict: failure,
        waiver: null,
      }),
    );
  });

  it('is waived until the last day of its waiver only', () => {
    const waiver = { owner: 'a', approver: 'b', ticket: 'c', reason: 'd', expires: '2026-03-01' };
    expect(findingFromResult({ ...printed(live), waiver }, ASOF).waiver).toEqual(waiver);
    expect(findingFromResult({ ...printed(live), waiver }, '2026-03-02T00:00:00.000Z').waiver).toBeNull();
  });
});

const byStatus = { COMPLIANT: 1, NON_COMPLIANT: 1, NOT_APPLICABLE: 0, INSUFFICIENT_DATA: 0 };
const result = (findings: readonly PrintedFinding[], summary: object = {}): PrintedResult => ({
  findings,
  summary: { byStatus, ...summary },
});

describe('what a result leaves out', () => {
  it('is nothing where it lists all', () => {
    expect(notesOfResult(result([printed(live), printed(live, compliant)]))).toEqual([]);
  });

  it('is not known to have passed', () => {
    const [note] = notesOfResult(result([printed(live)]));
    expect(note?.kind).toBe('incomplete');
    expect(note?.text).toContain('1 COMPLIANT');
    const [both] = notesOfResult(result([]));
    expect(both?.text).toContain('(1 COMPLIANT, 1 NON_COMPLIANT are missing)');
  });

  it('is told of files that could not be judged', () => {
    const all = [printed(live), printed(live, compliant)];
    expect(notesOfResult(result(all, { unusable: ['b.json: no JSON'] }))).toMatchObject([
      { kind: 'incomplete', text: 'A file could not be judged: b.json: no JSON.' },
    ]);
  });

  it('is no gap where every type could be listed', () => {
    expect(gapsOfResult(result([]), ASOF)).toEqual([]);
  });

  it('is a gap where a type could not be listed, and none where AWS has it not', () => {
    const where = { type: 'AWS::Bedrock::Agent', region: 'eu-west-1', because: 'access denied' };
    const unlisted = [
      { ...where, outcome: 'denied' },
      { ...where, type: 'AWS::Bedrock::Flow', outcome: 'unavailable' },
    ];
    expect(gapsOfResult(result([], { unlisted, account: '111122223333' }), ASOF)).toEqual([
      {
        subject: where.type,
        account: '111122223333',
        region: 'eu-west-1',
        from: ASOF,
        to: null,
        because: 'access denied',
      },
    ]);
  });
});
