import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { ocsfFindings } from '../../../reports/ocsf/findings.ts';
import { python } from '../../../scripts/oracles/environment.ts';
import { assessmentOf } from '../../reports/assessments.ts';
import { assessmentWith, findingWith } from '../../reports/small-assessment.ts';
import { temporaryFolder } from '../../support/folder.ts';

const checker = join(import.meta.dirname, 'ocsf.py');
const folder = temporaryFolder();

/** What is wrong with which event, by the schemas as they were published. */
function complaints(events: string, ...versions: string[]): string[] {
  const path = folder.write('events.ndjson', events);
  const { stdout, stderr } = spawnSync(python, [checker, path, ...versions], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`the schema could not be asked: ${stderr}`);
  return JSON.parse(stdout);
}

const assessments: readonly [string, Assessment][] = [
  ['an archive', assessmentOf()],
  ['hostile names', assessmentOf({ hostile: true })],
  ['an archive that does not verify', assessmentOf({ verification: 'failed', findings: 60 })],
  ['a gate', assessmentOf({ kind: 'gate', findings: 60 })],
  ['a rule that nobody knows', assessmentWith([findingWith('NON_COMPLIANT', { rule: 'gone' })])],
  ['nothing', assessmentWith([])],
];

describe('the published OCSF schema', () => {
  it.each(assessments)('finds nothing wrong with compliance findings of %s', (_, assessment) => {
    expect(complaints(ocsfFindings(assessment), '1.6.0')).toEqual([]);
  });

  it('finds nothing wrong with them under the versions around ours', () => {
    expect(complaints(ocsfFindings(assessmentOf({ findings: 60 })), '1.5.0', '1.7.0', '1.8.0')).toEqual([]);
  });

  it.each<[string, (line: string) => string]>([
    ['a missing member', (line) => line.replace('"time":', '"when":')],
    ['a number where there is text', (line) => line.replace('"uid":"assay/', '"uid":1,"x":"')],
    ['an id that there is not', (line) => line.replace('"severity_id":4', '"severity_id":44')],
    ['a caption of another id', (line) => line.replace('"status":"New"', '"status":"Resolved"')],
    ['a result of another id', (line) => line.replace('"status":"Fail"', '"status":"Pass"')],
    ['a class of another kind', (line) => line.replace('"class_uid":2003', '"class_uid":2004')],
  ])('would find %s', (_, broken) => {
    const line = ocsfFindings(assessmentWith([findingWith('NON_COMPLIANT')]));
    expect(complaints(line, '1.6.0')).toEqual([]);
    expect(complaints(broken(line), '1.6.0')).not.toEqual([]);
  });
});
