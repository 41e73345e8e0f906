import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** The system's own browser, without a window. Throws with what to install where there is none. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: launchArgs() });
}

/** Root has no sandbox to go into; the pages are our own. */
const launchArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

function chromiumPath(): string {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch (cause) {
    throw new Error('the HTML report is looked at in chromium (Debian: apt-get install chromium)', { cause });
  }
}
