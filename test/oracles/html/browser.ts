import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { htmlReport } from '../../../reports/html/index.ts';
import { launchChromium } from '../../../scripts/oracles/chromium.ts';

/** A page that is open, and all that it did without being asked. */
export interface OpenPage {
  readonly page: Page;
  /** What the console, errors that nobody caught and requests for anything but the file say. */
  readonly said: string[];
}

export interface Reports {
  /** Opens a report as a file, as somebody would who got it by mail. */
  open(
    assessment: Assessment,
    options?: BrowserContextOptions & { readonly hash?: string },
  ): Promise<OpenPage>;
  close(): Promise<void>;
}

export async function startReports(): Promise<Reports> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-html-'));
  const browser = await launchChromium();
  return {
    async open(assessment, { hash = '', ...options } = {}) {
      const file = join(folder, `${crypto.randomUUID()}.html`);
      writeFileSync(file, htmlReport(assessment));
      return openFile(browser, `${pathToFileURL(file).href}${hash}`, options);
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openFile(browser: Browser, url: string, options: BrowserContextOptions): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== url.replace(/#.*/, '')) said.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, said };
}
