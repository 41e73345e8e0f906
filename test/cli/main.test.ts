import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { exitStatusOf, UnfinishedError, UsageError } from '../../cli/exit-status.ts';
import { ran } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const folder = temporaryFolder();

const assay = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, ...args],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    },
  );
  return { status, stdout, stderr };
};

describe('the command', () => {
  it('lists its commands', () => {
    const { status, stdout, stderr } = assay('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { usage } of Object.values(commands)) expect(stdout).toContain(usage);
  });

  it('tells its version', () => {
    expect(assay('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\S+\n$/) });
  });

  it.each(['nonsense', 'constructor', '__proto__'])('knows no command %s', (name) => {
    const { status, stdout, stderr } = assay(name);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(`assay: there is no command ${name}; \`assay --help\` lists them\n`);
  });

  it('judges, with data on stdout alone', () => {
    const template = folder.write('template.json', {
      Resources: { N: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { RootAccess: 'Enabled' } } },
    });
    const { status, stdout, stderr } = assay('gate', template, '--format', 'json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(JSON.parse(stdout).findings.length).toBeGreaterThan(0);
  });

  it('refuses with one line and status 2', () => {
    const { status, stdout, stderr } = assay('gate', join(folder.path, 'nowhere.json'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^assay: [^\n]*nowhere\.json[^\n]*\n$/);
  });
});

describe('a reader that goes', () => {
  const template = folder.write('unread.json', {
    Resources: { N: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { RootAccess: 'Enabled' } } },
  });

  it.each([
    [['--help']],
    [['gate', '--help']],
    [['gate', template]],
  ])('%j: no stack, and no pass', async (args) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  });
});

describe('every command', () => {
  it.each(Object.entries(commands))('%s helps, with an example', async (_name, command) => {
    const { run } = await command.load();
    const { status, stdout, stderr } = await ran(run, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^assay /);
    expect(stdout).toContain('example: assay ');
  });

  it.each(Object.entries(commands))('%s refuses an option that it does not know', async (_name, command) => {
    const { run } = await command.load();
    const { status, stderr } = await ran(run, '--no-such-option');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^assay: Unknown option '--no-such-option'[^\n]*\n$/);
  });
});

describe('what an error becomes', () => {
  const failing = (error: unknown) => ran(async () => exitStatusOf(error));
  it.each<[string, unknown, number, string]>([
    ['unusable input', new UsageError('a.json: expected JSON'), 2, 'assay: a.json: expected JSON\n'],
    ['work that could not be finished', new UnfinishedError('access denied'), 3, 'assay: access denied\n'],
    ['a defect', new TypeError('x is undefined'), 3, 'assay: could not finish: x is undefined\n'],
    ['something thrown', 'a text', 3, 'assay: could not finish: a text\n'],
    ['a message of several lines', new UsageError('a\n\u001b[31mb'), 2, 'assay: a [31mb\n'],
    ['a reader that has gone', Object.assign(new Error('EPIPE'), { code: 'EPIPE' }), 3, ''],
  ])('%s', async (_name, error, status, stderr) => {
    expect(await failing(error)).toEqual({ status, stdout: '', stderr });
  });

  it('is never endless', async () => {
    const { stderr } = await failing(new UsageError('x'.repeat(1_000_000)));
    expect(stderr.length).toBeLessThan(700);
  });
});
