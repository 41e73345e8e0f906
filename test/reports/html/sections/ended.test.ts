import { describe, expect, it } from 'vitest';
import { endedSection } from '../../../../reports/html/sections/ended.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

describe('what ended in the period', () => {
  const assessment = assessmentOf({ findings: 100 });

  it('is told with its last verdict and why it is gone', () => {
    const words = wordsOf(endedSection(assessment));
    expect(words).toContain('25 Oct 2026, 08:00 UTC the resource was deleted');
    expect(words).toContain('another resource has its name now');
    expect(words).toContain('none of it fixed by being gone');
  });

  it('says how many it leaves out', () => {
    const many = Array.from({ length: 200 }, () => assessment.ended).flat();
    expect(wordsOf(endedSection({ ...assessment, ended: many }))).toContain('The first 500 of 1200');
    expect(wordsOf(endedSection(assessment))).not.toContain('The first');
  });
});
