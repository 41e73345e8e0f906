import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEWS } from '../../../reports/html/address.ts';
import { assessmentOf } from '../../reports/assessments.ts';
import { type OpenPage, type Reports, startReports } from './browser.ts';

let reports: Reports;
beforeAll(async () => {
  reports = await startReports();
});
afterAll(() => reports.close());

const assessment = assessmentOf({ findings: 600 });
const open = (hash = ''): Promise<OpenPage> => reports.open(assessment, { hash });

/** How many findings the page says there are, of how many. */
async function foundOf({ page }: OpenPage): Promise<number> {
  const text = await page.locator('#found').innerText();
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

const countOf = (holds: (finding: (typeof assessment.findings)[number]) => boolean): number =>
  assessment.findings.filter(holds).length;

describe('the HTML report in a browser', () => {
  it.each(
    VIEWS,
  )('opens the %s view by its address, says nothing and asks nobody for anything', async (view) => {
    const { page, said } = await open(`#${view}`);
    expect(await page.locator(`#view-${view}`).isVisible()).toBe(true);
    expect(await page.locator('.view:visible').count()).toBe(1);
    expect(await page.getByRole('tab', { selected: true }).getAttribute('id')).toBe(`tab-${view}`);
    // How far it is proven stands in sight, whatever the address.
    expect(await page.evaluate('scrollY')).toBe(0);
    expect(said).toEqual([]);
  });

  it('runs no other code, and makes no markup of text', async () => {
    const { page, said } = await open();
    const attempts = await page.evaluate(`(() => {
      const script = document.createElement('script');
      let threw = 0;
      try { script.text = 'document.title = "owned"'; } catch { threw += 1; }
      try { document.body.innerHTML = '<b>'; } catch { threw += 1; }
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(script, style);
      return threw;
    })()`);
    expect(attempts).toBe(2);
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('body').isVisible()).toBe(true);
    expect(said.every((text) => text.includes('Content Security Policy') || text.includes('Trusted'))).toBe(
      true,
    );
  });

  it('shows what needs somebody first, a page at a time', async () => {
    const opened = await open('#engineer');
    expect(await foundOf(opened)).toBe(
      countOf(({ status }) => status === 'NON_COMPLIANT' || status === 'INSUFFICIENT_DATA'),
    );
    const { page } = opened;
    expect(await page.locator('.row').count()).toBe(50);
    const first = await page.locator('.resource').first().innerText();
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('#page').innerText()).toMatch(/^Page 2 of/);
    expect(await page.locator('.resource').first().innerText()).not.toBe(first);
  });

  it('filters, and tells the filters in its address, which brings them back', async () => {
    const opened = await open('#engineer');
    const { page } = opened;
    await page.locator('.toggle', { hasText: 'Critical' }).click();
    await page.getByLabel('Region', { exact: true }).selectOption('us-east-1');
    await page.getByLabel('Overdue only').check();
    const expected = countOf(
      ({ severity, resource, dueAt, status }) =>
        severity === 'CRITICAL' &&
        resource.region === 'us-east-1' &&
        status === 'NON_COMPLIANT' &&
        dueAt !== null &&
        dueAt < assessment.asOf,
    );
    expect(expected).toBeGreaterThan(0);
    expect(await foundOf(opened)).toBe(expected);
    await page.reload();
    expect(await foundOf(opened)).toBe(expected);
    expect(await page.getByLabel('Region', { exact: true }).inputValue()).toBe('us-east-1');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await foundOf(opened)).toBeGreaterThan(expected);
    expect(opened.said).toEqual([]);
  });

  it('filters by framework and control, of which only its own are offered', async () => {
    const opened = await open('#engineer?status=');
    const { page } = opened;
    expect(await foundOf(opened)).toBe(600);
    await page.getByLabel('Framework', { exact: true }).selectOption('owasp_llm_2025');
    expect(await page.locator('#control option').count()).toBe(11);
    await page.getByLabel('Control', { exact: true }).selectOption('owasp_llm_2025:LLM06:2025');
    const supporting = assessment.rules
      .filter(({ controls }) => controls.some(({ id }) => id === 'owasp_llm_2025:LLM06:2025'))
      .map(({ id }) => id);
    expect(await foundOf(opened)).toBe(countOf(({ rule }) => supporting.includes(rule)));
    await page.getByLabel('Framework', { exact: true }).selectOption('eu_ai_act_2024_1689');
    expect(await page.getByLabel('Control', { exact: true }).inputValue()).toBe('');
  });

  it('leads from a control to its findings', async () => {
    const opened = await open('#auditor');
    const { page } = opened;
    await page.locator('.framework summary').first().click();
    await page.locator('.framework a[href^="#auditor"]').first().click();
    const control = await page.getByLabel('Control', { exact: true }).inputValue();
    expect(control).toMatch(/^iso42001_2023:/);
    expect(await page.locator('#explorer').isVisible()).toBe(true);
    expect(await foundOf(opened)).toBeLessThan(600);
  });

  it('searches, and says so where there is nothing like it', async () => {
    const opened = await open('#engineer?status=');
    const { page } = opened;
    await page.getByLabel('Search', { exact: true }).fill('RISK-214');
    expect(await foundOf(opened)).toBe(countOf(({ waiver }) => waiver !== null));
    await page.getByLabel('Search', { exact: true }).fill('nobody wrote this');
    expect(await foundOf(opened)).toBe(0);
    expect(await page.locator('#results').innerText()).toContain('Clear a filter');
  });

  it('unfolds a finding: observed, expected, why, what to do, and how to prove it', async () => {
    const { page } = await open('#engineer?status=NON_COMPLIANT');
    await page.locator('.unfold').first().click();
    const detail = page.locator('.detail').first();
    const text = await detail.innerText();
    for (const said of [
      'Observed',
      'Expected',
      'Why it matters',
      'What to do',
      'assay prove',
      'assay verify',
    ])
      expect(text).toContain(said);
    await page.locator('.unfold').first().click();
    expect(await detail.isVisible()).toBe(false);
  });

  it('is used by keyboard alone', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the report');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-executive');
    for (const [key, tab] of [
      ['ArrowRight', 'engineer'],
      ['ArrowRight', 'auditor'],
      ['ArrowRight', 'executive'],
      ['ArrowLeft', 'auditor'],
      ['Home', 'executive'],
      ['End', 'auditor'],
      ['ArrowLeft', 'engineer'],
    ]) {
      await page.keyboard.press(key ?? '');
      expect(await page.evaluate('document.activeElement.id')).toBe(`tab-${tab}`);
      expect(await page.locator(`#view-${tab}`).isVisible()).toBe(true);
    }
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await page.keyboard.type('a/b');
    expect(await page.getByLabel('Search', { exact: true }).inputValue()).toBe('a/b');
    await page.getByLabel('Search', { exact: true }).fill('');
    await page.locator('.unfold').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.detail').first().isVisible()).toBe(true);
  });

  it('shows every tab stop, and none that is out of sight', async () => {
    const { page } = await open('#engineer');
    for (let stop = 0; stop < 30; stop += 1) {
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(`(() => {
        const { width, height } = document.activeElement.getBoundingClientRect();
        return document.activeElement === document.body || (width > 1 && height > 1);
      })()`);
      expect(shown).toBe(true);
    }
  });

  it('goes dark with the system, and stays as somebody chose', async () => {
    const { page } = await reports.open(assessment, { colorScheme: 'dark' });
    const background = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await background();
    await page.getByRole('button', { name: /^Theme/ }).click();
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await background()).toBe(light);
    await page.getByRole('button', { name: 'Theme: light' }).click();
    expect(await background()).toBe(dark);
  });

  it('goes back where somebody came from', async () => {
    const { page } = await open('#executive');
    await page.getByRole('tab', { name: 'Auditor' }).click();
    await page.goBack();
    expect(await page.locator('#view-executive').isVisible()).toBe(true);
  });
});
