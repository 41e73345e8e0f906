import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { htmlReport } from '../../reports/html/index.ts';
import { assessmentOf } from '../../test/reports/assessments.ts';
import { launchChromium } from '../oracles/chromium.ts';
import { type Bar, milliseconds } from './report.ts';

const RUNS = 7;

/** The HTML report of 10,000 findings and a year of history: its size, and how long a browser takes to open and to filter it. */
export async function* benchHtml(): AsyncGenerator<Bar> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const file = join(folder, 'report.html');
  const text = htmlReport(assessmentOf({ findings: 10_000, days: 366 }));
  writeFileSync(file, text);
  const megabytes = Buffer.byteLength(text) / 1e6;
  yield {
    what: 'HTML of 10,000 findings',
    value: megabytes,
    unit: 'MB',
    atMost: 5,
    detail: '366 days of history',
  };
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const url = pathToFileURL(file).href;
  const opened: number[] = [];
  for (let run = 0; run < RUNS; run += 1) opened.push(await openedWithin(page, url));
  yield bar('opening it, from the address to the first frame with findings', Math.min(...opened), opened);
  const filtered: number[] = [];
  for (const search of ['k', 'kms', 'eu-west', 'high 7', 'public', 'vpc', 'nothing'])
    filtered.push(await searchedWithin(page, search));
  // The first search makes what all search through.
  yield bar('searching it, to the frame with the answer', Math.max(...filtered), filtered);
  await browser.close();
  rmSync(folder, { recursive: true });
}

/** The best of some runs is what it costs; the others are what else the machine had to do. */
const bar = (what: string, cost: number, times: readonly number[]): Bar => ({
  what,
  value: cost / 1000,
  unit: 's',
  atMost: 1,
  detail: times.map(milliseconds).join(', '),
});

async function openedWithin(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${url}#engineer?status=`, { waitUntil: 'commit' });
  await page.waitForSelector('.row');
  return page.evaluate<number>(NEXT_FRAME);
}

/** Milliseconds since the page was asked for, when the frame that shows it is drawn. */
const NEXT_FRAME = `new Promise((tell) => requestAnimationFrame(() => setTimeout(() => tell(performance.now()))))`;

const searchedWithin = (page: Page, search: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const field = document.getElementById('text');
    const from = performance.now();
    field.value = ${JSON.stringify(search)};
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return (await ${NEXT_FRAME}) - from;
  })()`);
