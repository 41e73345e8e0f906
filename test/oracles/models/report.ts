import { execFileSync, spawnSync } from 'node:child_process';
import { python } from '../../../scripts/oracles/environment.ts';

/** A promise of AWS's model that an exchange breaks. */
export interface Violation {
  readonly client: string;
  readonly operation: string;
  readonly side: 'input' | 'output' | 'error';
  readonly kind: string;
  /** `.memory.strategies[].namespaces`; of an error its code. */
  readonly path: string;
  readonly detail: string;
  readonly count: number;
}

export interface Report {
  readonly exchanges: number;
  /** Client → all operations of its model. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** Client → those that were answered without an error. */
  readonly answered: Readonly<Record<string, readonly string[]>>;
  readonly violations: readonly Violation[];
}

/** What botocore's models say of the exchanges in a folder. */
export function examine(folder: string): Report {
  const checker = new URL('check.py', import.meta.url).pathname;
  const maxBuffer = 64 * 1024 * 1024;
  return JSON.parse(execFileSync(python, [checker, folder], { encoding: 'utf8', maxBuffer }));
}

/** Runs every test that meets the emulator, and writes what they exchange with it into the folder. */
export function record(folder: string): void {
  const vitest = new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
  // Not to be taken for a worker of the vitest that this runs in.
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const env = { ...Object.fromEntries(outer), ASSAY_RECORD: folder };
  const args = [vitest, 'related', '--run', 'emulator/plugin.ts', '--reporter=dot'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  // What failed is for `npm test` to say; whether enough was recorded, for the oracle.
  if (status !== 0) process.stderr.write(`some of the recorded tests failed: ${stdout}${stderr}\n`);
}
