import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { oscalComponents } from '../../../reports/oscal/components.ts';
import { oscalResults } from '../../../reports/oscal/results.ts';
import { python } from '../../../scripts/oracles/environment.ts';
import { HOSTILE_NAMES } from '../../reports/assessment/hostile.ts';
import { verificationOf } from '../../reports/assessment/verification.ts';
import { assessmentOf } from '../../reports/assessments.ts';
import { AS_OF, assessmentWith, findingWith, WAIVER } from '../../reports/small-assessment.ts';
import { temporaryFolder } from '../../support/folder.ts';

const checker = join(import.meta.dirname, 'oscal.py');
const folder = temporaryFolder();

/** What trestle has to say of each document, by its name; null where it has nothing. */
function complaints(documents: Readonly<Record<string, string>>): Record<string, string | null> {
  const paths = Object.entries(documents).map(
    ([name, text]) => [name, folder.write(`${name}.json`, text)] as const,
  );
  const { stdout, stderr } = spawnSync(python, [checker, ...paths.map(([, path]) => path)], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`trestle could not be asked: ${stderr}`);
  const said: Record<string, string | null> = JSON.parse(stdout);
  return Object.fromEntries(paths.map(([name, path]) => [name, said[path] ?? null]));
}

const STATUSES = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'] as const;
const failing = findingWith('NON_COMPLIANT', { waiver: WAIVER });
/** The same words wherever people or attackers may put some. */
const hostileEverywhere = (text: string): Assessment =>
  assessmentWith(
    [
      {
        ...failing,
        resource: { type: text, id: text, account: text, region: text, file: text },
        observations: [{ path: text, expected: text, actual: [text] }],
        waiver: { owner: text, approver: text, ticket: text, reason: text, expires: '2026-12-31' },
      },
      findingWith('INSUFFICIENT_DATA', { because: text }, 1),
    ],
    {
      source: { kind: 'archive', name: text, verification: null },
      notes: [{ kind: 'unreadable', text }],
      gaps: [{ subject: text, account: text, region: text, from: text, to: text, because: text }],
      waivers: [{ ...WAIVER, rule: text, scope: text, state: 'expired', covers: 0 }],
    },
  );

const verified = (status: 'failed' | 'unusable'): Assessment =>
  assessmentWith([findingWith('COMPLIANT')], {
    source: { kind: 'archive', name: 's3://evidence', verification: verificationOf(status, AS_OF) },
  });

const assessments: Readonly<Record<string, Assessment>> = {
  archive: assessmentOf({ hostile: true }),
  gate: assessmentOf({ kind: 'gate', findings: 60 }),
  nothing: assessmentOf({ findings: 0, days: 0 }),
  'not even rules': assessmentWith([], { rules: [], frameworks: [] }),
  'each status': assessmentWith(STATUSES.map((status, number) => findingWith(status, {}, number))),
  failed: verified('failed'),
  unusable: verified('unusable'),
  ...Object.fromEntries(HOSTILE_NAMES.map((text, index) => [`words ${index}`, hostileEverywhere(text)])),
};

describe('compliance-trestle', () => {
  it.each([
    ['assessment results', oscalResults],
    ['component definition', oscalComponents],
  ])(
    'accepts our %s, and writes what it read',
    (_, write) => {
      const documents = Object.fromEntries(
        Object.entries(assessments).map(([name, assessment]) => [name, write(assessment)]),
      );
      const nothing = Object.fromEntries(Object.keys(documents).map((name) => [name, null]));
      expect(complaints(documents)).toEqual(nothing);
    },
    180_000,
  );

  it('would complain of what is wrong', () => {
    const right = oscalResults(assessmentWith([failing]));
    const wrong: Readonly<Record<string, string>> = {
      state: right.replace('"not-satisfied"', '"half-satisfied"'),
      line: right.replace('"State at ', '"State\\nat '),
      version: right.replace('"1.2.1"', '"1.0.0"'),
      twice: right.replaceAll(/"uuid": "[^"]+"/g, '"uuid": "48e34a8f-0d79-59f0-a940-e4b2e437729a"'),
      more: right.replace('"methods"', '"means": [], "methods"'),
      instant: right.replace(/"collected": "[^"]+"/, '"collected": "2026-11-02"'),
    };
    const said = complaints({ right, ...wrong });
    expect(said['right']).toBeNull();
    for (const name of Object.keys(wrong)) expect([name, said[name]]).toEqual([name, expect.any(String)]);
  });
});
