import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEWS } from '../../../reports/html/address.ts';
import { shortName, shown } from '../../../reports/html/words.ts';
import { HOSTILE_NAMES } from '../../reports/assessment/hostile.ts';
import { assessmentOf } from '../../reports/assessments.ts';
import { type Reports, startReports } from './browser.ts';

let reports: Reports;
beforeAll(async () => {
  reports = await startReports();
});
afterAll(() => reports.close());

const hostile = assessmentOf({ findings: 200, hostile: true, verification: 'failed' });

describe('names that are markup, scripts, separators or directions', () => {
  it.each(VIEWS)('are text in the %s view', async (view) => {
    const { page, said } = await reports.open(hostile, { hash: `#${view}?status=` });
    for (const unfold of await page.locator('.unfold:visible').all()) await unfold.click();
    expect(await page.title()).toBe('Compliance of AI on AWS, 2026-11-02');
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('img, [onload], [onerror]').count()).toBe(0);
    expect(said).toEqual([]);
  });

  it.each(
    HOSTILE_NAMES.map((name) => [name.slice(0, 60), name]),
  )('can be read and searched: %j', async (_, name) => {
    const { page } = await reports.open(hostile, { hash: '#engineer?status=' });
    const named = hostile.findings.filter(({ resource }) => resource.id.endsWith(name));
    expect(named.length).toBeGreaterThan(0);
    const all = await page.locator('#found').innerText();
    // As it is shown: half a character cannot be typed.
    await page.getByLabel('Search').fill(shown(name));
    expect(await page.locator('#found').innerText()).not.toBe(all);
    const texts = await page.locator('.resource').allTextContents();
    expect(texts).toContain(shown(shortName(named[0]?.resource.id ?? '')));
  });

  it('stay in the direction of the page', async () => {
    const { page } = await reports.open(hostile, { hash: '#engineer?status=' });
    await page.getByLabel('Search').fill('نموذج');
    const row = page.locator('.row').first();
    // What is written from right to left is kept to itself.
    expect(await row.locator('bdi.resource').count()).toBe(1);
    const bidi = await page.evaluate(`getComputedStyle(document.querySelector('bdi.resource')).unicodeBidi`);
    expect(bidi).toBe('isolate');
  });

  it('are one word each in a command line', async () => {
    const { page } = await reports.open(hostile, { hash: '#engineer?status=NON_COMPLIANT' });
    await page.locator('.unfold').first().click();
    expect(await page.locator('.detail pre').first().innerText()).toContain(
      `--archive './evidence <script>document.title='\\''owned'\\''</script>'`,
    );
  });
});
