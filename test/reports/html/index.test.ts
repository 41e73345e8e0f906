import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../reports/html/index.ts';
import { assessmentOf } from '../assessments.ts';

const digestOf = (text: string | undefined): string =>
  `'sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}'`;

describe('the HTML report', () => {
  const page = htmlReport(assessmentOf({ findings: 200, hostile: true }));
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
    .exec(page)?.[1]
    ?.replaceAll('&#39;', "'");

  it('lets run its one script and its one style sheet, and nothing else', () => {
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text);
    expect(scripts).toHaveLength(1);
    expect(styles).toHaveLength(1);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${digestOf(scripts[0])};`);
    expect(policy).toContain(`style-src ${digestOf(styles[0])};`);
    expect(policy).not.toContain('unsafe');
  });

  it('has no attribute that runs or styles, and loads nothing', () => {
    const tags =
      page.replace(/<script[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '').match(/<[a-z][^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(1000);
    for (const tag of tags) expect(tag).not.toMatch(/\s(on[a-z]+|style|src|srcset|action)=/);
    expect(page).not.toMatch(/<(link|img|iframe|object|embed|base)\b/);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it.each([
    ['failed', true],
    ['unusable', true],
    ['proven', false],
    [null, false],
  ] as const)('shows nothing as good where verification is %s: %s', (verification, isDoubted) => {
    const text = htmlReport(assessmentOf({ findings: 5, verification }));
    expect(text.includes('<html lang="en" class="doubted">')).toBe(isDoubted);
  });

  it('gives each id once', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('names what it refers to', () => {
    const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
    for (const [, list = ''] of page.matchAll(/aria-(?:labelledby|controls)="([^"]*)"/g))
      for (const id of list.split(' ')) expect(ids).toContain(id);
  });

  it('is the same for the same assessment', () => {
    expect(htmlReport(assessmentOf({ findings: 200, hostile: true }))).toBe(page);
  });

  it('never says that anything is satisfied, certified or guaranteed', () => {
    const words = page.replace(/<script[\s\S]*?<\/script>/g, '').replaceAll('never satisfies one', '');
    expect(words).not.toMatch(/satisf|certif(y|ied)|guarantee/i);
  });

  it('of ten thousand findings over a year is under 5 MB', () => {
    const large = htmlReport(assessmentOf({ findings: 10_000, days: 366 }));
    expect(Buffer.byteLength(large)).toBeLessThan(5_000_000);
  });
});
