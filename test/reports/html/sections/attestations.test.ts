import { describe, expect, it } from 'vitest';
import { attestationsSection } from '../../../../reports/html/sections/attestations.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

describe('attestations', () => {
  const assessment = assessmentOf({ findings: 3 });

  it('stand with their state, also those that no longer count', () => {
    const words = wordsOf(attestationsSection(assessment));
    for (const state of ['In force', 'Ends soon', 'Expired', 'Too long, not applied', 'Not yet begun'])
      expect(words).toContain(state);
    expect(words).toContain('iso42001_2023:A.2.2');
    expect(words).toContain(assessment.attestations[0]?.documentHash);
  });

  it('that nobody brought are said to be none', () => {
    expect(wordsOf(attestationsSection({ ...assessment, attestations: [] }))).toContain('No attestations');
  });
});
