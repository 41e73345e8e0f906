import { describe, expect, it } from 'vitest';
import { CHOICES, SORTS } from '../../../../reports/html/query.ts';
import { findingsSection } from '../../../../reports/html/sections/findings.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

describe('the frame of the findings', () => {
  const assessment = assessmentOf({ findings: 300, hostile: true });
  const section = findingsSection(assessment);

  it('has a labelled field for everything that can be asked', () => {
    for (const name of [...CHOICES, 'sort', 'text']) {
      expect(section.markup).toContain(`<label for="${name}"`);
      expect(section.markup).toContain(`name="${name}"`);
    }
    for (const sort of SORTS) expect(section.markup).toContain(`value="${sort}"`);
  });

  it('counts each status and severity', () => {
    const unknown = assessment.findings.filter(({ status }) => status === 'INSUFFICIENT_DATA').length;
    expect(wordsOf(section)).toContain(`Insufficient data ${unknown}`);
  });
});
