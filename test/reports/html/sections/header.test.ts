import { describe, expect, it } from 'vitest';
import { header } from '../../../../reports/html/sections/header.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const assessment = assessmentOf({ findings: 10 });

describe('the head of the page', () => {
  it('tells of when, from what, over which accounts and Regions', () => {
    const words = wordsOf(header(assessment));
    expect(words).toContain('State on 2 Nov 2026, 12:00 UTC , from the evidence archive ./evidence');
    expect(words).toContain('111122223333');
    expect(words).toContain('eu-central-1');
  });

  it('says that there are gaps, how many go on, and nothing where there are none', () => {
    expect(wordsOf(header(assessment))).toMatch(
      /2 gaps in coverage 1 of them goes on\..*AWS::Bedrock::Agent/,
    );
    expect(wordsOf(header({ ...assessment, gaps: [] }))).not.toContain('coverage');
  });

  it('shows every note that the state of the archive does not tell already', () => {
    const notes = [
      { kind: 'incomplete', text: 'The last hour is missing.' },
      { kind: 'not-verified', text: 'No key.' },
    ] as const;
    const source = { ...assessment.source, verification: null };
    const words = wordsOf(header({ ...assessment, source, notes }));
    expect(words).toContain('The last hour is missing.');
    expect(words).toContain('NOT VERIFIED');
    expect(words).not.toContain('No key.');
  });
});
