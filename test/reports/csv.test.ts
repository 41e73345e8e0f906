import { describe, expect, it } from 'vitest';
import type { AssessedFinding, Assessment } from '../../engine/assessment/assessment.ts';
import { csvReport } from '../../reports/csv.ts';
import { assessmentOf } from './assessments.ts';

const base = assessmentOf({ findings: 40 });

function withFinding(change: Partial<AssessedFinding>): Assessment {
  const [first] = base.findings;
  if (!first) throw new Error('there is no finding');
  return { ...base, findings: [{ ...first, ...change }] };
}

/** The cells of the only row, by column; for texts without line breaks, commas and quotes. */
function cellsOf(assessment: Assessment): Readonly<Record<string, string>> {
  const [header = '', row = ''] = csvReport(assessment).split('\r\n');
  const names = header.split(',');
  const cells = row.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  return Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').replace(/,$/, '')]));
}

const because = (text: string): string | undefined => cellsOf(withFinding({ because: text }))['because'];

describe('the CSV report', () => {
  it('has a row for each finding, each ended by CR LF, in the order of the assessment', () => {
    const lines = csvReport(base).split('\r\n');
    expect(lines).toHaveLength(base.findings.length + 2);
    expect(lines.at(-1)).toBe('');
    expect(lines.slice(1, -1).map((line) => line.slice(0, 70))).toEqual(base.findings.map(({ id }) => id));
  });

  const texts: readonly (readonly [string, string, string])[] = [
    ['plain text', 'it is so', 'it is so'],
    ['a quote', 'so "called"', '"so ""called"""'],
    ['a comma', 'this, and that', '"this, and that"'],
    ['a line feed', 'this\nthat', '"this\nthat"'],
    ['a formula', '=cmd|calc', "'=cmd|calc"],
    ['a sum', '+1+1', "'+1+1"],
    ['a negative', '-1', "'-1"],
    ['a function', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab', '\t=1', "'\t=1"],
    ['a carriage return', '\r=1', '"\'\r=1"'],
    ['a wide formula', '＝1', "'＝1"],
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half a character', 'a\uD800b', 'a\uFFFDb'],
    ['an equals sign inside', 'a=b', 'a=b'],
  ];

  it.each(texts)('writes %s so that a reader gets it, and no spreadsheet runs it', (_, text, expected) => {
    expect(because(text)).toBe(expected);
  });

  it('tells who waived what until when, and what is overdue', () => {
    const waiver = {
      owner: 'ada',
      approver: 'grace',
      ticket: 'RISK-7',
      reason: 'new image',
      expires: '2026-12-31',
    };
    const cells = cellsOf(withFinding({ waiver, dueAt: '2020-01-01T00:00:00.000Z' }));
    expect(cells).toMatchObject({
      waiver_ticket: 'RISK-7',
      waiver_approver: 'grace',
      waiver_expires: '2026-12-31',
      overdue: 'true',
    });
    expect(cellsOf(withFinding({ dueAt: '2126-01-01T00:00:00.000Z' }))['overdue']).toBe('false');
    expect(cellsOf(withFinding({ dueAt: null }))['overdue']).toBe('');
  });

  it('says in every row whether the archive was verified', () => {
    const verification = (shape: Parameters<typeof assessmentOf>[0]) =>
      cellsOf({ ...withFinding({}), source: assessmentOf(shape).source })['verification'];
    expect(verification({ verification: 'proven' })).toBe('proven');
    expect(verification({ verification: 'failed' })).toBe('failed');
    expect(verification({ verification: null })).toBe('not verified');
    expect(verification({ kind: 'gate' })).toBe('nothing to verify');
  });

  it('tells what was observed, what was absent, and the controls that the rule supports', () => {
    const observations = [
      { path: 'KmsKeyId', expected: 'a key', actual: null },
      { path: 'Ports', expected: 'none', actual: [22] },
    ];
    const rule = base.rules.find(({ controls }) => controls.length > 1);
    const cells = cellsOf(withFinding({ observations, rule: rule?.id ?? '' }));
    expect(cells['observed']).toBe('"KmsKeyId is absent, expected a key; Ports is [22], expected none"');
    expect(cells['controls']).toBe(rule?.controls.map(({ id }) => id).join('; '));
  });
});
