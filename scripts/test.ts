import { rmSync } from 'node:fs';
import { oraclesFolder } from './oracles/environment.ts';
import { type Counts, runVitest } from './vitest-run.ts';

/**
 * Runs test suites and ends with one line, `N passed, N failed`, over all of them. No test at all is a failure: a suite
 * that silently ran nothing must not look green. Without an option: the project's own tests; `--oracles`: those against
 * what nobody here wrote; `--with-oracles`: both, and the oracles see what the others have exchanged with the emulator.
 */
const [option, ...rest] = process.argv.slice(2);

const ORACLES = ['--config', 'scripts/oracles/vitest.config.ts'];

function suites(): readonly Counts[] {
  if (option === '--oracles') return [runVitest([...ORACLES, ...rest])];
  if (option !== '--with-oracles') return [runVitest(process.argv.slice(2))];
  const ASSAY_RECORD = `${oraclesFolder}/exchanges`;
  rmSync(ASSAY_RECORD, { recursive: true, force: true });
  return [runVitest(rest, { ASSAY_RECORD }), runVitest(ORACLES, { ASSAY_RECORDED: ASSAY_RECORD })];
}

const ran = suites();
const passed = ran.reduce((sum, suite) => sum + suite.passed, 0);
const failed = ran.reduce((sum, suite) => sum + suite.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
