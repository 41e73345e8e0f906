import { describe, expect, it } from 'vitest';
import { gapsSection } from '../../../../reports/html/sections/gaps.ts';
import { assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

describe('gaps in coverage', () => {
  it('are told with what, where, when and why, and which go on', () => {
    const words = wordsOf(gapsSection(assessmentOf({ findings: 3 }), 'gaps'));
    expect(words).toContain('AWS::Bedrock::Agent 444455556666 us-east-1 28 Oct 2026, 03:00 UTC goes on');
    expect(words).toContain('no canary came through');
  });

  it('that no archive could record are not called none', () => {
    const assessment = assessmentOf({ findings: 3, kind: 'gate' });
    expect(wordsOf(gapsSection(assessment, 'gaps'))).toContain('records no gaps: it knows one instant only');
  });
});
