import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compareProcesses, peakMemory } from './processes.ts';
import { type Bar, milliseconds } from './report.ts';
import { cloudTrailRecord } from './workload.ts';

/** `replay` of a zipped CloudTrail log against gunzip and parse; memory at a tenth and at the whole of it. */
export async function* benchReplay(): AsyncGenerator<Bar> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const large = logFile(folder, 100_000);
  const small = logFile(folder, 10_000);
  const node = process.execPath;
  const floorScript = `JSON.parse(require('zlib').gunzipSync(require('fs').readFileSync(${JSON.stringify(large)})).toString('utf8'))`;
  const [replay = 0, json = 0, floor = 0] = await compareProcesses(
    [
      { command: node, args: ['dist/assay.js', 'replay', large] },
      { command: node, args: ['dist/assay.js', 'replay', large, '--format', 'json'] },
      { command: node, args: ['-e', floorScript] },
    ],
    5,
  );
  const memory = [small, large].map((file) => peakMemory(['dist/assay.js', 'replay', file]));
  rmSync(folder, { recursive: true });
  const detail = `replay ${milliseconds(replay)}, as JSON ${milliseconds(json)}, gunzip and parse ${milliseconds(floor)}`;
  yield {
    what: 'replay of 100,000 zipped records against gunzip and parse',
    value: replay / floor,
    unit: 'times',
    atMost: 3,
    detail,
  };
  yield { what: 'the same, --format json', value: json / floor, unit: 'times', atMost: 3, detail };
  const [few = 0, many = 0] = memory;
  yield {
    what: 'memory at 100,000 records against 10,000',
    value: many / few,
    unit: 'times',
    atMost: 1.5,
    detail: `${few.toFixed(0)} MB and ${many.toFixed(0)} MB`,
  };
}

function logFile(folder: string, count: number): string {
  const records = Array.from({ length: count }, (_, index) => JSON.stringify(cloudTrailRecord(index)));
  const file = join(folder, `log-${count}.json.gz`);
  writeFileSync(file, gzipSync(`{"Records":[${records.join(',')}]}`));
  return file;
}
