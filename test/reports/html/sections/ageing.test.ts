import { describe, expect, it } from 'vitest';
import { ageingSection } from '../../../../reports/html/sections/ageing.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

describe('ageing', () => {
  it('tells each severity: its service level, what is on time, due and late', () => {
    const assessment = assessmentOf({ findings: 600 });
    const words = wordsOf(ageingSection(assessment));
    for (const { severity, onTime, dueSoon, overdue, longOverdue } of assessment.ageing) {
      const title = severity.charAt(0) + severity.slice(1).toLowerCase();
      const days = assessment.serviceLevels[severity];
      expect(words).toContain(`${title} ${days} days ${onTime} ${dueSoon} ${overdue} ${longOverdue}`);
    }
  });

  it('says so where nothing counts against a service level', () => {
    expect(wordsOf(ageingSection(assessmentOf({ kind: 'gate' })))).toContain('No failure counts');
  });
});
