import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEWS } from '../../../reports/html/address.ts';
import { assessmentOf } from '../../reports/assessments.ts';
import { type OpenPage, type Reports, startReports } from './browser.ts';

let reports: Reports;
beforeAll(async () => {
  reports = await startReports();
});
afterAll(() => reports.close());

const assessments = {
  usual: assessmentOf({ findings: 120 }),
  hostile: assessmentOf({ findings: 60, hostile: true, verification: 'failed' }),
  'of a gate': assessmentOf({ findings: 60, kind: 'gate' }),
  empty: assessmentOf({ findings: 0, days: 0, verification: null }),
  'of one day, unusable': assessmentOf({ findings: 30, days: 1, verification: 'unusable' }),
};

/** One of each kind that can be unfolded, is: what is folded nobody checks. */
async function unfold({ page }: OpenPage): Promise<void> {
  await page.evaluate(`for (const view of document.querySelectorAll('.view'))
    for (const kind of ['.card > details', 'td details, th details'])
      for (const each of [...view.querySelectorAll(kind)].slice(0, 1)) each.open = true`);
  for (const button of (await page.locator('.unfold:visible').all()).slice(0, 2)) await button.click();
}

/** WCAG 2.2 AA and what axe calls good practice; its script runs beside the page's policy, which it could not pass. */
async function violationsOf({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations }: axe.AxeResults = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')}`,
  );
}

describe.each(Object.entries(assessments))('the report that is %s', (_name, assessment) => {
  it.each(VIEWS)('fits every screen in the %s view', async (view) => {
    const opened = await reports.open(assessment, { hash: `#${view}` });
    await unfold(opened);
    for (const width of [320, 375, 768, 1440]) {
      await opened.page.setViewportSize({ width, height: 900 });
      expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });
});

// Each look at a whole page takes seconds, on a busy machine many.
describe('WCAG AA', { timeout: 300_000 }, () => {
  it.each(VIEWS)('has no rule that the %s view breaks, light, dark or narrow', async (view) => {
    const opened = await reports.open(assessments.usual, { hash: `#${view}` });
    await unfold(opened);
    for (const colorScheme of ['light', 'dark'] as const) {
      await opened.page.emulateMedia({ colorScheme });
      expect(await violationsOf(opened)).toEqual([]);
    }
    await opened.page.setViewportSize({ width: 375, height: 800 });
    expect(await violationsOf(opened)).toEqual([]);
  });

  it.each([
    ['hostile', 'engineer'],
    ['hostile', 'auditor'],
    ['of a gate', 'executive'],
    ['empty', 'executive'],
    ['empty', 'engineer'],
    ['of one day, unusable', 'executive'],
  ] as const)('has no rule that a report that is %s breaks in the %s view', async (name, view) => {
    const opened = await reports.open(assessments[name], { hash: `#${view}`, colorScheme: 'dark' });
    await unfold(opened);
    expect(await violationsOf(opened)).toEqual([]);
  });
});

describe('without JavaScript', () => {
  it('every view stands there, with its tables, and says what is missing', async () => {
    const opened = await reports.open(assessments.usual, { javaScriptEnabled: false });
    const { page } = opened;
    for (const view of VIEWS) expect(await page.locator(`#view-${view}`).isVisible()).toBe(true);
    expect(await page.locator('noscript').innerText()).toContain('JavaScript is off');
    expect(await page.getByRole('heading', { name: 'Rules in force' }).isVisible()).toBe(true);
    expect(await page.locator('#explorer').isVisible()).toBe(false);
    expect(await page.getByRole('tablist').isVisible()).toBe(false);
    expect(opened.said).toEqual([]);
  });
});

describe('on paper', () => {
  it.each(VIEWS)('the %s view is a PDF', async (view) => {
    const { page } = await reports.open(assessments.usual, { hash: `#${view}` });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  });

  it('every finding that the filters leave is printed, and the page turns back afterwards', async () => {
    const { page } = await reports.open(assessments.usual, { hash: '#engineer?status=' });
    expect(await page.locator('.row').count()).toBe(50);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('.row').count()).toBe(120);
    expect(await page.locator('.row').first().innerText()).toMatch(/ is .*, expected /);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('.row').count()).toBe(50);
  });
});
