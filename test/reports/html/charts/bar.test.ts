import { describe, expect, it } from 'vitest';
import { legend, stackedBar } from '../../../../reports/html/charts/bar.ts';
import { wordsOf } from '../read.ts';

const text = { title: 'T', unit: 'finding' };
const portion = (label: string, count: number) => ({ label, count, tone: 'high' });
const widths = (markup: string): number[] =>
  [...markup.matchAll(/<rect class="fill-high"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

describe('a bar', () => {
  it('says its numbers in its label', () => {
    const { markup } = stackedBar(text, [portion('High', 3), portion('Low', 1)]);
    expect(markup).toContain('aria-label="T: High 3, Low 1 of 4 findings"');
  });

  it('draws portions in proportion', () => {
    const [first = 0, second = 0] = widths(stackedBar(text, [portion('a', 30), portion('b', 10)]).markup);
    expect(first / second).toBeCloseTo(3, 1);
  });

  it('shows one in ten thousand, and nothing of nothing', () => {
    const drawn = widths(stackedBar(text, [portion('a', 1), portion('b', 9999), portion('c', 0)]).markup);
    expect(drawn).toHaveLength(2);
    expect(Math.min(...drawn)).toBeGreaterThan(0);
  });

  it('is empty without a number that is none', () => {
    const { markup } = stackedBar(text, [portion('a', 0)]);
    expect(markup).toContain('no finding');
    expect(markup).not.toMatch(/NaN|Infinity/);
  });

  it('has a legend with the numbers', () => {
    expect(wordsOf(legend([portion('High', 1200)]))).toBe('High 1,200');
  });
});
