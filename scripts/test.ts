import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs the test suites and ends with one line, `N passed, N failed`, over all of them.
 * No test at all is a failure: a suite that silently ran nothing must not look green.
 */
const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
const result = join(folder, 'vitest.json');
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${result}`,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [vitest, ...args], { stdio: 'inherit' });

const { passed, failed } = counts(result);
rmSync(folder, { recursive: true });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = status === 0 && failed === 0 && passed > 0 ? 0 : 1;

function counts(file: string): { passed: number; failed: number } {
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
