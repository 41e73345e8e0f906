import { describe, expect, it } from 'vitest';
import { riskSection } from '../../../../reports/html/sections/risk.ts';
import { totalsOf } from '../../../../reports/html/totals.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const wordsWith = (findings: number): string => {
  const assessment = assessmentOf({ findings });
  return wordsOf(riskSection(assessment, totalsOf(assessment)));
};

describe('the risk score', () => {
  it('stands with its formula and every part, so that it can be added up again', () => {
    const { risk } = assessmentOf({ findings: 600 });
    const words = wordsWith(600);
    expect(words).toContain(`${risk.score} of 100`);
    expect(words).toContain(risk.formula);
    for (const { label, count, weight } of risk.parts)
      expect(words).toContain(`${label} ${count} ${weight} ${count * weight}`);
  });

  it('says what it cannot tell', () => {
    expect(wordsWith(600)).toContain('with insufficient data');
  });

  it('is no zero where nothing was judged', () => {
    expect(wordsWith(0)).not.toContain('of 100');
    expect(wordsWith(0)).toContain('nothing was judged');
  });
});
