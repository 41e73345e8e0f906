import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asffReport } from '../../../reports/asff.ts';
import { assessmentOf } from '../../reports/assessments.ts';
import { examine } from '../models/report.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The checker takes more for an end of a line than JSON does. */
const ascii = (json: string): string =>
  json.replaceAll(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What AWS's own model says of an import of these findings, a hundred a call. */
function violationsIn(findings: readonly object[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'assay-asff-'));
  folders.push(folder);
  const calls = Array.from({ length: Math.ceil(findings.length / 100) }, (_, index) => ({
    client: 'SecurityHubClient',
    operation: 'BatchImportFindings',
    input: { Findings: findings.slice(index * 100, index * 100 + 100) },
    output: { FailedCount: 0, SuccessCount: 100, FailedFindings: [] },
  }));
  writeFileSync(
    join(folder, 'asff.ndjson'),
    calls.map((call) => `${ascii(JSON.stringify(call))}\n`).join(''),
  );
  const { exchanges, violations } = examine(folder);
  expect(exchanges).toBe(calls.length);
  return violations.map(({ kind, path, detail }) => `${kind} ${path} ${detail}`);
}

describe("ASFF, against AWS's own model of BatchImportFindings", () => {
  it.each([false, true])('is taken (hostile names: %s)', (hostile) => {
    const findings: object[] = JSON.parse(asffReport(assessmentOf({ findings: 1000, hostile })));
    expect(findings.length).toBeGreaterThan(500);
    expect(violationsIn(findings)).toEqual([]);
  });

  it('is taken from a scan, of which less is known', () => {
    expect(violationsIn(JSON.parse(asffReport(assessmentOf({ findings: 200, kind: 'scan' }))))).toEqual([]);
  });

  it('is refused where something is wrong', () => {
    const [finding] = JSON.parse(asffReport(assessmentOf({ findings: 10 })));
    const { Title: _, ...untitled } = finding;
    expect(violationsIn([untitled])).toEqual([expect.stringContaining('.Findings[].Title')]);
  });
});
