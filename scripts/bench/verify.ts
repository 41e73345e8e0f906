import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { folderSource } from '../../adapters/archive-folder.ts';
import { sha256 } from '../../engine/canonical.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { type ArchiveFolder, type ArchivePlan, makeFolder, smallRecord } from './archives.ts';
import { peakMemory } from './processes.ts';
import { type Bar, median, milliseconds } from './report.ts';
import { judgedRecord } from './seal.ts';

const ROUNDS = 5;
const RECORDS = 20_000;
const FEW = 10_000;
const MANY = 1_000_000;
const SEGMENT = 500;

/** Verification against what nobody could do without, its memory, and what a record takes on disk. */
export async function* benchVerify(): AsyncGenerator<Bar> {
  yield* compression();
  yield await ratio();
  yield await memory();
}

const judged = (count: number, recordsASegment: number): ArchivePlan => ({
  segments: count / recordsASegment,
  recordsASegment,
  recordAt: judgedRecord,
});

async function within<T>(plan: ArchivePlan, work: (folder: ArchiveFolder) => T | Promise<T>): Promise<T> {
  const folder = await makeFolder(plan);
  try {
    return await work(folder);
  } finally {
    folder.remove();
  }
}

async function* compression(): AsyncGenerator<Bar> {
  for (const size of [100, SEGMENT]) {
    yield await within(judged(size * 8, size), ({ path }) => {
      const segments = filesIn(path).filter((file) => file.endsWith('.gz'));
      const [stored, content] = segments
        .map((file) => readFileSync(file))
        .map((bytes) => [bytes.length, gunzipSync(bytes).length] as const)
        .reduce(([a, b], [c, d]) => [a + c, b + d]);
      const a = (bytes: number): string => `${Math.round(bytes / size / 8)} bytes`;
      const what = `bytes of a record against its JSON, in segments of ${size}`;
      return {
        what,
        value: stored / content,
        unit: 'times',
        atMost: 0.2,
        detail: `${a(stored)} of ${a(content)}`,
      };
    });
  }
}

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function ratio(): Promise<Bar> {
  return within(judged(RECORDS, SEGMENT), async ({ path, publicKeyPem }) => {
    const files = filesIn(path);
    const times: { readonly least: number[]; readonly verify: number[] } = { least: [], verify: [] };
    for (let round = -1; round < ROUNDS; round += 1) {
      const least = await timed(() => leastWork(files));
      const verify = await timed(async () => {
        const { status, counts } = await verifyArchive(folderSource(path), { publicKeyPem });
        if (status !== 'proven' || counts.records !== RECORDS) throw new Error(`the archive is ${status}`);
      });
      if (round < 0) continue;
      times.least.push(least);
      times.verify.push(verify);
    }
    const [least, verify] = [median(times.least), median(times.verify)];
    const what = `verify ${RECORDS} records against gunzip and SHA-256 of the same files`;
    const detail = `${milliseconds(verify)} and ${milliseconds(least)}`;
    return { what, value: verify / least, unit: 'times', atMost: 7, detail };
  });
}

async function timed(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** What whoever checks a hash of the content of each file cannot do without. */
function leastWork(files: readonly string[]): void {
  for (const file of files) {
    const bytes = readFileSync(file);
    sha256(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  }
}

async function memory(): Promise<Bar> {
  const peaks: number[] = [];
  for (const count of [FEW, MANY]) {
    const plan = { segments: count / SEGMENT, recordsASegment: SEGMENT, recordAt: smallRecord };
    const peak = await within(plan, ({ path, keyFile }) =>
      peakMemory(['cli/main.ts', 'verify', path, '--public-key', keyFile]),
    );
    peaks.push(peak);
  }
  const [few = Number.NaN, many = Number.NaN] = peaks;
  const what = `peak memory of verifying ${MANY} records against ${FEW}`;
  return {
    what,
    value: many / few,
    unit: 'times',
    atMost: 1.5,
    detail: `${many.toFixed(0)} and ${few.toFixed(0)} MB`,
  };
}
