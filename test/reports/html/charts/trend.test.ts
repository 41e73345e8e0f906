import { describe, expect, it } from 'vitest';
import { failuresChart, niceCeiling, riskChart } from '../../../../reports/html/charts/trend.ts';
import { assessmentOf } from '../../assessments.ts';

const text = { id: 'x', title: 'T', description: 'D' };
const { history } = assessmentOf({ findings: 200, days: 10 });
const gap = { subject: 's', account: null, region: null, because: 'b' };
const rects = (markup: string, tone: string) =>
  [
    ...markup.matchAll(
      new RegExp(
        `<rect class="fill-${tone}" x="([\\d.]+)" y="([\\d.]+)" width="([\\d.]+)" height="([\\d.]+)"`,
        'g',
      ),
    ),
  ].map((match) => match.slice(1).map(Number));

describe('a chart over time', () => {
  it.each([
    [1, 2],
    [2, 2],
    [3, 4],
    [7, 8],
    [9, 20],
    [45, 60],
    [255, 400],
  ])('for %i goes up to %i, whose half is whole', (value, expected) => {
    expect(niceCeiling(value)).toBe(expected);
  });

  it('has a title and a description', () => {
    const { markup } = failuresChart(history, [], text);
    expect(markup).toContain('aria-labelledby="x-title x-desc"');
    expect(markup).toContain('<title id="x-title">T</title><desc id="x-desc">D</desc>');
  });

  it('has a column a day, as high as its failures', () => {
    const { markup } = failuresChart(history, [], text);
    const high = rects(markup, 'high');
    expect(high.map(([x]) => x)).toEqual(history.map((_, day) => day * 10 + 1));
    const counts = history.map(({ failures }) => failures.HIGH);
    const [first = 1, last = 1] = [counts[0], counts.at(-1)];
    expect((high[0]?.[3] ?? 0) / (high.at(-1)?.[3] ?? 1)).toBeCloseTo(first / last, 1);
  });

  it('draws what could not be judged, on top of the failures and not as nothing', () => {
    expect(rects(failuresChart(history, [], text).markup, 'unknown')).toHaveLength(10);
  });

  it('leaves a day without a point empty', () => {
    const holed = history.filter((_, index) => index !== 4);
    const places = rects(failuresChart(holed, [], text).markup, 'high').map(([x]) => x);
    expect(places).toHaveLength(9);
    expect(places).not.toContain(41);
    expect(places).toContain(51);
  });

  it('shades gaps, cut to the days that are shown, and one that goes on to the end', () => {
    const gaps = [
      { ...gap, from: '2026-01-01T00:00:00.000Z', to: '2026-10-25T00:00:00.000Z' },
      { ...gap, from: '2026-11-01T12:00:00.000Z', to: null },
      { ...gap, from: '2025-01-01T00:00:00.000Z', to: '2025-02-01T00:00:00.000Z' },
    ];
    expect(rects(riskChart(history, gaps, text).markup, 'gap')).toEqual([
      [0, 0, 10, 100],
      [85, 0, 15, 100],
    ]);
  });

  it('draws a single day too', () => {
    const { markup } = riskChart(history.slice(-1), [], text);
    expect(markup).toMatch(/points="0,[\d.]+ 5,[\d.]+"/);
    expect(markup).not.toMatch(/NaN/);
  });
});
