import { describe, expect, it } from 'vitest';
import { trendSection } from '../../../../reports/html/sections/trend.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

describe('posture over time', () => {
  it('is drawn and told in a table, the newest day on top', () => {
    const assessment = assessmentOf({ findings: 300, days: 5 });
    const { markup } = trendSection(assessment);
    expect(markup.match(/<svg/g)).toHaveLength(2);
    const days = [...markup.matchAll(/<th scope="row"><span class="day">([^<]*)</g)].map(([, day]) => day);
    expect(days).toEqual(['2 Nov 2026', '1 Nov 2026', '31 Oct 2026', '30 Oct 2026', '29 Oct 2026']);
  });

  it('says in words where it went', () => {
    const assessment = assessmentOf({ findings: 300, days: 5 });
    const [first, last] = [assessment.history[0], assessment.history.at(-1)];
    expect(wordsOf(trendSection(assessment))).toContain(`From 29 Oct 2026 to 2 Nov 2026: non-compliant`);
    expect(wordsOf(trendSection(assessment))).toContain(`risk score ${first?.risk} to ${last?.risk}`);
  });

  it('says why there is none', () => {
    expect(wordsOf(trendSection(assessmentOf({ kind: 'gate', findings: 5 })))).toContain('one instant only');
    expect(wordsOf(trendSection(assessmentOf({ days: 0, findings: 5 })))).toContain(
      'no record of this period',
    );
  });
});
