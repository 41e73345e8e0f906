import { describe, expect, it } from 'vitest';
import { endingSection, waiversSection } from '../../../../reports/html/sections/waivers.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const assessment = assessmentOf({ findings: 600 });

describe('waivers', () => {
  it('stand with who answers for them, why, and until when', () => {
    const words = wordsOf(waiversSection(assessment, 'waivers'));
    expect(words).toContain('9 Nov 2026 in 7 days');
    expect(words).toContain('chief-information-security-officer for ml-platform');
    expect(words).toContain('RISK-214');
  });

  it('come by urgency: what ends soon, then what is in force, then what is not applied', () => {
    const words = wordsOf(waiversSection(assessment, 'waivers'));
    const places = ['Ends soon', 'In force', 'Expired', 'Too long, not applied', 'Unused'].map((state) =>
      words.indexOf(state),
    );
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(words).toContain('15 Oct 2026 18 days ago');
  });

  it('that end soon stand alone for who decides', () => {
    const words = wordsOf(endingSection(assessment));
    expect(words).toContain('renew or fix');
    expect(words).not.toContain('Expired');
    expect(wordsOf(endingSection({ ...assessment, waivers: [] }))).toContain('None ends soon');
  });
});
