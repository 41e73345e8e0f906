import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { csvReport } from '../../../reports/csv.ts';
import { python } from '../../../scripts/oracles/environment.ts';
import { assessmentOf } from '../../reports/assessments.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import csv, json, sys
with open(sys.argv[1], newline="", encoding="utf-8", errors="strict") as file:
    print(json.dumps(list(csv.reader(file, strict=True))))
`;

/** As Python's reader has it, which in strict mode takes nothing that RFC 4180 does not. */
function readStrictly(text: string): readonly (readonly string[])[] {
  const file = join(folder, 'findings.csv');
  writeFileSync(file, text);
  return JSON.parse(execFileSync(python, ['-c', PROGRAM, file], { encoding: 'utf8', maxBuffer: 1 << 28 }));
}

describe('CSV', () => {
  it.each([false, true])('is what a strict reader takes, cell for cell (hostile names: %s)', (hostile) => {
    const assessment = assessmentOf({ findings: 400, hostile });
    const [header = [], ...rows] = readStrictly(csvReport(assessment));
    expect(rows).toHaveLength(assessment.findings.length);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
    const resource = header.indexOf('resource_id');
    const plain = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD');
    for (const [index, row] of rows.entries()) {
      const id = plain(assessment.findings[index]?.resource.id ?? '');
      expect([id, `'${id}`]).toContain(row[resource]);
    }
  });

  it('holds no cell that a spreadsheet would run', () => {
    const rows = readStrictly(csvReport(assessmentOf({ findings: 400, hostile: true })));
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
  });

  it('is refused where a quote is left open', () => {
    expect(() => readStrictly('a,b\r\n"x,y\r\n')).toThrow();
  });
});
