import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname;

/** Runs vitest in sight of the caller and counts its tests; a run without a single test has failed. */
export function runVitest(args: readonly string[], env: NodeJS.ProcessEnv = {}): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
  const result = join(folder, 'vitest.json');
  const given = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${result}`, ...args];
  const { status } = spawnSync(process.execPath, [vitest, ...given], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const { passed, failed } = counts(result);
  rmSync(folder, { recursive: true });
  // Vitest fails for more than failed tests: an error that no test caught, no file found.
  const isGreen = status === 0 && passed > 0;
  return { passed, failed: isGreen ? failed : Math.max(failed, 1) };
}

function counts(file: string): Counts {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
    // A file that could not even be loaded has no test that failed.
    const unloaded = numFailedTests === 0 ? numFailedTestSuites : 0;
    return { passed: numPassedTests, failed: numFailedTests + unloaded };
  } catch (error) {
    process.stderr.write(`no test result: ${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}
