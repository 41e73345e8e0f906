import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bar, median } from './report.ts';

const RUNS = 3;

/** `npx cdk synth` of all stacks, each function bundled. */
export function* benchSynth(): Generator<Bar> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const seconds = Array.from({ length: RUNS }, (_, run) => {
    const start = performance.now();
    const args = ['cdk', 'synth', '--quiet', '--output', join(folder, String(run))];
    const { status, stderr } = spawnSync('npx', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`npx cdk synth failed: ${stderr}`);
    return (performance.now() - start) / 1000;
  });
  rmSync(folder, { recursive: true });
  const detail = `${RUNS} runs: ${seconds.map((each) => `${each.toFixed(1)} s`).join(', ')}`;
  yield { what: 'npx cdk synth', value: median(seconds), unit: 's', atMost: 15, detail };
}
