import { describe, expect, it } from 'vitest';
import type { Finding } from '../../engine/finding.ts';
import { gateFindingId } from '../../engine/finding-id.ts';
import { insufficientData, nonCompliant, type Severity } from '../../engine/rule.ts';
import { sarifLog } from '../../reports/sarif.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const resource = resourceOf('T', {}, { id: 'Notebook', file: 'infra/template.json' });
const fails = nonCompliant({ path: 'P', expected: 1, actual: null });
const findingWith = (more: Partial<Finding> = {}): Finding => ({
  rule: ruleWith(),
  resource,
  verdict: fails,
  waiver: null,
  ...more,
});

interface Run {
  tool: { driver: { rules: Record<string, unknown>[] } };
  results: Record<string, unknown>[];
}

function runOf(...findings: Finding[]): Run {
  const log = sarifLog(findings.map((finding) => ({ finding, line: 7 })));
  const [run] = JSON.parse(JSON.stringify(log)).runs;
  return run;
}

describe('SARIF', () => {
  it('is version 2.1.0, with one run even where nothing was found', () => {
    expect(sarifLog([])).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
  });

  it('tells where, what and which finding, so that a later run knows it again', () => {
    expect(runOf(findingWith()).results).toEqual([
      {
        ruleId: 'test-rule',
        ruleIndex: 0,
        kind: 'fail',
        level: 'error',
        message: { text: 'Notebook: a resource must be good. P is null, expected 1' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'infra/template.json' },
              region: { startLine: 7 },
            },
            logicalLocations: [{ fullyQualifiedName: 'T/Notebook', kind: 'resource' }],
          },
        ],
        partialFingerprints: {
          'assayFinding/v1': gateFindingId('test-rule', 'infra/template.json', 'Notebook'),
        },
      },
    ]);
  });

  it('names each rule once, and every result points to its own', () => {
    const other = ruleWith(undefined, { id: 'other' });
    const { tool, results } = runOf(findingWith(), findingWith({ rule: other }), findingWith());
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['test-rule', 'other']);
    expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 0]);
  });

  it.each<[Severity, string, string]>([
    ['CRITICAL', 'error', '9.5'],
    ['HIGH', 'error', '8.0'],
    ['MEDIUM', 'warning', '5.0'],
    ['LOW', 'note', '2.0'],
  ])('%s is %s and %s for GitHub', (severity, level, score) => {
    const { tool, results } = runOf(findingWith({ rule: ruleWith(undefined, { severity }) }));
    expect(results[0]?.['level']).toBe(level);
    expect(tool.driver.rules[0]).toMatchObject({ properties: { 'security-severity': score } });
  });

  it.each<[string, Partial<Finding>, string]>([
    ['what could not be judged', { verdict: insufficientData('later') }, 'open'],
    ['what is advisory', { rule: ruleWith(undefined, { profile: 'advisory' }) }, 'review'],
  ])('%s is no failure', (_name, more, kind) => {
    expect(runOf(findingWith(more)).results[0]).toMatchObject({ kind, level: 'none' });
  });

  it('carries a waiver as a suppression', () => {
    const waiver = { owner: 'o', approver: 'a', ticket: 'T-1', reason: 'r', expires: '2030-01-01' };
    expect(runOf(findingWith({ waiver })).results[0]).toMatchObject({
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'T-1: r' }],
    });
  });

  it.each([
    ['a b.json', 'a%20b.json'],
    ['a#b?c.json', 'a%23b%3Fc.json'],
    ['a\\b.json', 'a/b.json'],
    ['a\uD800.json', 'a%EF%BF%BD.json'],
  ])('writes %j as a URI', (file, uri) => {
    expect(JSON.stringify(runOf(findingWith({ resource: { ...resource, file } })).results)).toContain(
      `"uri":"${uri}"`,
    );
  });
});
