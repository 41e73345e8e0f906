import { describe, expect, it } from 'vitest';
import { postureSection } from '../../../../reports/html/sections/posture.ts';
import { totalsOf } from '../../../../reports/html/totals.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const wordsWith = (more: Parameters<typeof assessmentOf>[0] = {}, statuses?: readonly string[]): string => {
  const all = assessmentOf(more);
  const findings = all.findings.filter(({ status }) => statuses?.includes(status) ?? true);
  const assessment = { ...all, findings };
  return wordsOf(postureSection(assessment, totalsOf(assessment)));
};

describe('where things stand', () => {
  it('says how many fail, how many are late, and how many nobody knows', () => {
    const { failing, overdue, unknown } = totalsOf(assessmentOf({ findings: 600 }));
    expect(wordsWith({ findings: 600 })).toContain(
      `${failing} findings are non-compliant, ${overdue} of them past their service level. ${unknown} could not be judged for want of data, which is not a pass.`,
    );
  });

  it('calls nothing good that nobody could judge', () => {
    const words = wordsWith({ findings: 600 }, ['INSUFFICIENT_DATA']);
    expect(words).toContain('No finding that counts is non-compliant. ');
    expect(words).toContain('which is not a pass');
    expect(words).toContain('Compliant 0 0 % of what applies');
  });

  it('says that nothing was judged rather than that nothing fails', () => {
    const words = wordsWith({ findings: 0 });
    expect(words).toContain('Nothing was judged');
    expect(words).not.toContain('No finding');
  });

  it('doubts its own numbers where the archive did not verify', () => {
    expect(wordsWith({ findings: 50, verification: 'failed' })).toContain('may have been forged');
    expect(wordsWith({ findings: 50 })).not.toContain('forged');
  });
});
