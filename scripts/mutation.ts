import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Explained, readExplained, reasonFor, stale } from './mutation/explained.ts';
import { type Result, readReport, type Survivor, score, sum } from './mutation/report.ts';
import { type Room, roomsOf, TESTS_VARIABLE } from './mutation/rooms.ts';

/**
 * Mutates the source of the rooms, runs their tests on every mutant, and prints the score of each room and of all.
 * Exits 1 if a mutant survives that `test/mutation-explained.json` does not explain. Slow: choose by path,
 * `npm run mutation -- rules/bedrock engine/iam/match.ts`, or by what changed, `npm run mutation -- --changed main`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { changed: { type: 'string' } },
});
const changed = values.changed === undefined ? undefined : changedSince(values.changed);
const chosen = roomsOf((file) => isUnder(positionals, file) && (changed?.has(file) ?? true));

const REPORT = 'reports/mutation/mutation.json';
const explained = readExplained('test/mutation-explained.json');
const results = chosen.map((room) => {
  const result = mutate(room);
  printScore(room.name, result);
  return result;
});
const total = sum(results);
printScore('all', total);
process.exitCode = printSurvivors(total.survivors, explained);
printStale();

function isUnder(paths: readonly string[], file: string): boolean {
  return (
    paths.length === 0 ||
    paths.some((path) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
  );
}

/** Source files that differ from a revision, or whose own test does: a case taken out lets a mutant live. */
function changedSince(revision: string): ReadonlySet<string> {
  const { status, stdout, stderr } = spawnSync('git', ['diff', '--name-only', revision], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git does not know the revision ${revision}: ${stderr.trim()}`);
  const files = stdout.split('\n');
  return new Set(files.map((file) => file.replace(/^test\/(.*)\.test\.ts$/, '$1.ts')));
}

/** @throws Error if Stryker could not finish, most often because a test fails without any mutant. */
function mutate(room: Room): Result {
  const stryker = new URL('../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url).pathname;
  const { status, stdout } = spawnSync(process.execPath, [stryker, 'run', '--mutate', room.files.join(',')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, [TESTS_VARIABLE]: room.tests.join(',') },
  });
  if (status !== 0) throw new Error(`Stryker exits ${status} on ${room.name}:\n${stdout}`);
  return readReport(REPORT);
}

function printScore(name: string, result: Result): void {
  const { detected, survivors } = result;
  const counts = `${detected} of ${detected + survivors.length} mutants detected`;
  process.stdout.write(`${name.padEnd(16)} ${score(result).toFixed(1).padStart(5)} %  ${counts}\n`);
}

/** Prints those without an explanation; 1 if there is one. */
function printSurvivors(survivors: readonly Survivor[], reasons: Explained): 0 | 1 {
  const open = survivors.filter((survivor) => reasonFor(reasons, survivor) === undefined);
  for (const { file, line, mutator, original, replacement } of open)
    process.stdout.write(`${file}:${line} ${mutator}: ${original} → ${replacement}\n`);
  process.stdout.write(`${survivors.length - open.length} survivors explained, ${open.length} not\n`);
  return open.length > 0 ? 1 : 0;
}

/** Only said: a mutant that a random property killed this time may live the next. */
function printStale(): void {
  const files = chosen.flatMap((room) => room.files);
  for (const { file, mutator, original, replacement } of stale(explained, files, total.survivors))
    process.stdout.write(`explained but dead: ${file} ${mutator}: ${original} → ${replacement}\n`);
}
