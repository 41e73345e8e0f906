import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const pinned = new URL('./', import.meta.url).pathname;

/** What the oracles need and git does not keep. */
export const oraclesFolder = join(root, '.oracles');
const venv = join(oraclesFolder, 'venv');
const runtimeClient = join(oraclesFolder, 'runtime-client');

/** The interpreter that has the packages of requirements.txt. */
export const python = join(venv, 'bin', 'python');

/** AWS's own Lambda runtime client, to be run by Node with a handler's name. */
export const runtimeClientEntry = join(runtimeClient, 'node_modules', 'aws-lambda-ric', 'index.mjs');

/** Installs what is pinned beside this file, where that has not been done; throws with what to do about it. */
export default function prepare(): void {
  preparePython();
  prepareRuntimeClient();
}

function preparePython(): void {
  const version = pythonVersion();
  const requirements = join(pinned, 'requirements.txt');
  once(venv, [version, requirements], () => {
    run('python3', ['-m', 'venv', venv]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  });
}

function pythonVersion(): string {
  // `ensurepip` is what Debian keeps in a package of its own, and without it a venv has no pip.
  const probe = 'import ensurepip, sys, venv; print(sys.version); sys.exit(sys.version_info < (3, 11))';
  const { status, stdout } = spawnSync('python3', ['-c', probe], { encoding: 'utf8' });
  if (status === 0) return stdout;
  const found = stdout ? `found ${stdout.trim()}` : 'found none that is whole';
  throw new Error(
    `the oracles need python3 ≥ 3.11 with its venv module (Debian: apt-get install python3-venv): ${found}`,
  );
}

function prepareRuntimeClient(): void {
  const files = ['package.json', 'package-lock.json'].map((file) => join(pinned, 'runtime-client', file));
  once(runtimeClient, [process.version, ...files], () => {
    requireCompiler();
    mkdirSync(runtimeClient, { recursive: true });
    for (const file of files) cpSync(file, join(runtimeClient, basename(file)));
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], runtimeClient);
  });
}

function requireCompiler(): void {
  const missing = ['cmake', 'make', 'g++', 'xz'].filter((tool) => spawnSync(tool, ['--version']).error);
  if (missing.length === 0) return;
  throw new Error(
    `AWS's Lambda runtime client is compiled from source and needs ${missing.join(', ')} ` +
      '(Debian: apt-get install cmake make g++ xz-utils)',
  );
}

/** Fills a folder again whenever one of the texts or files that it is made from is another. */
function once(folder: string, from: readonly string[], fill: () => void): void {
  const hash = createHash('sha256');
  for (const each of from) hash.update(existsSync(each) ? readFileSync(each) : each).update('\0');
  const stamp = hash.digest('hex');
  const stampFile = join(folder, '.stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`oracles: installing ${basename(folder)}, once\n`);
  fill();
  writeFileSync(stampFile, stamp);
}

function run(command: string, args: readonly string[], cwd = root): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return;
  const said = error ? String(error) : `${stdout}\n${stderr}`.trim().slice(-4000);
  throw new Error(`${command} ${args.join(' ')} failed: ${said}`);
}
