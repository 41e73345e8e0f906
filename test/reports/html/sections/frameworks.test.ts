import { describe, expect, it } from 'vitest';
import { mappingNotice } from '../../../../frameworks/index.ts';
import { controlsSection, coverageSection } from '../../../../reports/html/sections/frameworks.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const assessment = assessmentOf({ findings: 300 });
const [iso] = assessment.frameworks;
if (iso === undefined) throw new Error('there is no framework');
const only = (controls: typeof iso.controls) => ({ ...assessment, frameworks: [{ ...iso, controls }] });
const withCoverage = (coverage: string) => iso.controls.filter((control) => control.coverage === coverage);

describe('frameworks', () => {
  it('are told by how many controls are automated, attested and not covered', () => {
    const words = wordsOf(coverageSection(assessment));
    for (const { name, edition, controls } of assessment.frameworks) {
      const counts = ['automated', 'attested', 'not-covered'].map(
        (coverage) => controls.filter((control) => control.coverage === coverage).length,
      );
      expect(words).toContain(`${name} ${edition} ${counts.join(' ')}`);
    }
  });

  it('never say that a control is satisfied', () => {
    const words = wordsOf(coverageSection(assessment)) + wordsOf(controlsSection(assessment));
    expect(words).toContain(mappingNotice);
    expect(words.replaceAll(mappingNotice, '')).not.toMatch(/satisf|fulfil|complies/i);
  });

  it('name for each control its rules and who maps them', () => {
    const words = wordsOf(controlsSection(assessment));
    expect(words).toMatch(/ai-execution-role-admin judged/);
    expect(words).toMatch(/published: /);
  });

  it('show no count where no rule looks, and say so where rules judged nothing', () => {
    const [uncovered] = withCoverage('not-covered');
    const [automated] = withCoverage('automated');
    if (uncovered === undefined || automated === undefined) throw new Error('a coverage is missing');
    expect(wordsOf(controlsSection(only([uncovered])))).toMatch(/Not covered – – – –/);
    const counts = { COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0, INSUFFICIENT_DATA: 0 };
    const idle = wordsOf(controlsSection(only([{ ...automated, counts }])));
    expect(idle).toContain('No resource was judged by them.');
  });

  it('tell who attests, until when, over which document', () => {
    const words = wordsOf(controlsSection(only(withCoverage('attested'))));
    expect(words).toContain('attested by head-of-ai-governance on 1 Apr 2026, until 31 Mar 2027; document');
  });
});
