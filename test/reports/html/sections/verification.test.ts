import { describe, expect, it } from 'vitest';
import { proofBanner, verificationSection } from '../../../../reports/html/sections/verification.ts';
import { type AssessmentShape, assessmentOf } from '../../assessments.ts';
import { wordsOf } from '../read.ts';

const sourceOf = (shape: AssessmentShape) => assessmentOf({ findings: 3, ...shape }).source;

describe('how far the archive is proven', () => {
  it.each<[string, AssessmentShape, string, string]>([
    ['proven', { verification: 'proven' }, 'proof-proven', 'Verified until 2 Nov 2026, 12:00 UTC'],
    ['failed', { verification: 'failed' }, 'proof-failed', 'VERIFICATION FAILED: 2 problems'],
    ['unusable', { verification: 'unusable' }, 'proof-unproven', 'NOT VERIFIED'],
    ['without a key', { verification: null }, 'proof-unproven', 'NOT VERIFIED No public key'],
    ['no archive at all', { kind: 'gate' }, 'proof-unproven', 'NOT VERIFIED No sealed evidence'],
  ])('is said on top: %s', (_name, shape, tone, text) => {
    const banner = proofBanner(sourceOf(shape));
    expect(banner.markup).toContain(tone);
    expect(wordsOf(banner)).toContain(text);
  });

  it('is never green unless it was proven', () => {
    for (const verification of ['failed', 'unusable', null] as const) {
      const { markup } = proofBanner(sourceOf({ verification }));
      expect(markup).not.toContain('proof-proven');
      expect(markup).not.toContain('Verified until');
    }
  });

  it('names the head, the key and each problem', () => {
    const source = sourceOf({ verification: 'failed' });
    const words = wordsOf(proofBanner(source));
    expect(words).toContain(source.verification?.head);
    expect(words).toContain(source.verification?.fingerprint);
    for (const { kind, message } of source.verification?.problems ?? []) {
      expect(words).toContain(kind);
      expect(words).toContain(message);
    }
  });

  it('for auditors goes part by part, and tells how to check it again', () => {
    const words = wordsOf(verificationSection(assessmentOf({ findings: 3, verification: 'failed' })));
    expect(words).toContain('444455556666 us-east-1 2 Nov 2026, 12:00 UTC 26,000');
    expect(words).toContain('111122223333 eu-west-1 not proven');
    expect(words).toContain('assay verify ./evidence --public-key sealing-key.pem --head');
  });

  it('makes one word of an archive with an odd name', () => {
    const assessment = assessmentOf({ findings: 3, hostile: true });
    expect(verificationSection(assessment).markup).toContain('assay verify &#39;./evidence &lt;script&gt;');
  });
});
