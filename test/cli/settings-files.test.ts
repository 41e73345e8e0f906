import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run as gateRun } from '../../cli/commands/gate.ts';
import { run as waiversRun } from '../../cli/commands/waivers.ts';
import { ran } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
const RULE = 'sagemaker-notebook-root-access';
const template = {
  Resources: {
    Notebook: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { RootAccess: 'Enabled' } },
  },
};

const DAY_MS = 86_400_000;
const day = (fromToday: number): string =>
  new Date(Date.now() + fromToday * DAY_MS).toISOString().slice(0, 10);

const waiver = {
  rule: RULE,
  scope: { resource: 'Notebook' },
  owner: 'team',
  requester: 'ann',
  approver: 'bob',
  ticket: 'SEC-1',
  reason: 'pilot',
  approved: day(-10),
  expires: day(30),
};
const { expires: _, ...withoutEnd } = waiver;

/** A folder of its own with a failing template and these files beside it; the template's path. */
function caseWith(name: string, files: Readonly<Record<string, unknown>>): string {
  for (const [file, content] of Object.entries(files)) folder.write(`${name}/${file}`, content);
  return folder.write(`${name}/template.json`, template);
}

interface Finding {
  rule: string;
  status: string;
  waiver: { ticket: string } | null;
}

async function gate(...args: string[]) {
  const { status, stdout, stderr } = await ran(gateRun, ...args, '--format', 'json');
  if (stdout === '')
    return { status, stderr, findings: [] as Finding[], finding: undefined, summary: undefined };
  const { findings, summary } = JSON.parse(stdout) as {
    findings: Finding[];
    summary: Record<string, unknown>;
  };
  return { status, stderr, findings, finding: findings.find(({ rule }) => rule === RULE), summary };
}

describe('a waiver', () => {
  it.each<[string, object]>([
    ['by logical id', waiver],
    ['by type', { ...waiver, scope: { type: 'AWS::SageMaker::NotebookInstance' } }],
    ['by file, from where the waivers lie', { ...waiver, scope: { file: 'template.json' } }],
  ])('%s stands beside the raw status', async (name, each) => {
    const file = caseWith(`waived ${name}`, { 'assay.waivers.json': { waivers: [each] } });
    const { finding, summary } = await gate(file);
    expect(finding).toMatchObject({ status: 'NON_COMPLIANT', waiver: { ticket: 'SEC-1', approver: 'bob' } });
    expect(summary).toMatchObject({ waived: 1, waivers: [] });
  });

  it('takes the failure out of the exit status', async () => {
    const file = caseWith('all waived', {
      'assay.waivers.json': { waivers: [waiver] },
      'assay.config.json': { rules: {} },
    });
    const { findings } = await gate(file);
    const waivers = [...new Set(findings.map(({ rule }) => rule))].map((rule) => ({ ...waiver, rule }));
    const all = caseWith('all waived', { 'assay.waivers.json': { waivers } });
    expect((await gate(all)).status).toBe(0);
  });

  it.each([
    ['expired', { expires: day(-1) }],
    ['over-long', { expires: day(800) }],
    ['not-yet-approved', { approved: day(5) }],
  ])('%s is valid input: not applied, and reported', async (problem, change) => {
    const file = caseWith(problem, { 'assay.waivers.json': { waivers: [{ ...waiver, ...change }] } });
    const { status, finding, summary, stderr } = await gate(file);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(finding?.waiver).toBeNull();
    expect(summary?.['waivers']).toMatchObject([{ problem, waiver: { ticket: 'SEC-1' } }]);
    expect((await ran(gateRun, file)).stdout).toContain(`waiver for ${RULE} (SEC-1) is ${problem}`);
  });

  it('that ends today still holds', async () => {
    const file = caseWith('today', { 'assay.waivers.json': { waivers: [{ ...waiver, expires: day(0) }] } });
    expect((await gate(file)).finding?.waiver).not.toBeNull();
  });

  it('that matches nothing is reported, but not one that only an account can match', async () => {
    const waivers = [
      { ...waiver, scope: { resource: 'Nothing' } },
      { ...waiver, scope: { account: '111122223333' } },
    ];
    const { summary } = await gate(caseWith('unused', { 'assay.waivers.json': { waivers } }));
    expect(summary?.['waivers']).toMatchObject([
      { problem: 'unused', waiver: { scope: { resource: 'Nothing' } } },
    ]);
  });

  it('is used or not by all the files of one call together', async () => {
    const first = caseWith('shared', { 'assay.waivers.json': { waivers: [waiver] } });
    const second = folder.write('shared/other.json', { Resources: {} });
    const { summary } = await gate(first, second);
    expect(summary).toMatchObject({ files: 2, waived: 1, waivers: [] });
  });
});

describe('files that are malformed: status 2 and one line with file, place and expectation', () => {
  it.each<[string, string, unknown, RegExp]>([
    [
      'no end',
      'assay.waivers.json',
      { waivers: [waiver, withoutEnd] },
      /at waivers\[1\]\.expires: .*expected string/,
    ],
    [
      'himself',
      'assay.waivers.json',
      { waivers: [{ ...waiver, approver: 'Ann' }] },
      /at waivers\[0\]\.approver: expected an approver who is not the requester/,
    ],
    [
      'no rule',
      'assay.waivers.json',
      { waivers: [{ ...waiver, rule: 'nope' }] },
      /at waivers\[0\]\.rule: expected the id of a rule/,
    ],
    [
      'no day',
      'assay.waivers.json',
      { waivers: [{ ...waiver, expires: '2027-02-30' }] },
      /at waivers\[0\]\.expires: expected a day that exists/,
    ],
    ['no list', 'assay.waivers.json', [], /at the top: .*expected object/],
    ['empty', 'assay.waivers.yaml', '', /at the top: .*expected object/],
    [
      'misspelt rule',
      'assay.config.json',
      { rules: { 'sagemaker-notebook-root-acces': {} } },
      /at rules: unknown key sagemaker-notebook-root-acces; did you mean sagemaker-notebook-root-access\?/,
    ],
    [
      'misspelt member',
      'assay.config.json',
      { profil: 'all' },
      /at the top: unknown key profil; did you mean profile\?/,
    ],
    [
      'no reason',
      'assay.config.json',
      { rules: { [RULE]: { enabled: false } } },
      /at rules\.sagemaker-notebook-root-access: expected a reason/,
    ],
    [
      'unknown member',
      'assay.config.json',
      { rules: { [RULE]: { x: 1 } } },
      /unknown key x; expected one of enabled, reason, shadow, parameters/,
    ],
    ['broken JSON', 'assay.config.json', '{"rules": {', /line 1, column 1[12]/],
    ['twice', 'assay.config.json', '{"profile":"all","profile":"baseline"}', /unique/],
    ['broken YAML', 'assay.config.yaml', 'rules: [', /assay\.config\.yaml/],
    ['binary', 'assay.config.json', Buffer.from([0, 1, 2, 3]), /assay\.config\.json/],
    ['deep', 'assay.config.json', '['.repeat(200_000), /assay\.config\.json/],
    [
      'many aliases',
      'assay.config.yaml',
      `a: &a [x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
      /assay\.config\.yaml/,
    ],
  ])('%s', async (name, file, content, message) => {
    const input = caseWith(`malformed ${name}`, { [file]: content });
    const { status, stderr, summary } = await gate(input);
    expect(status).toBe(2);
    expect(summary).toBeUndefined();
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
    expect(stderr).toContain(join(folder.path, `malformed ${name}`, file));
  });

  it('a folder in the place of the file', async () => {
    const input = caseWith('folder', {});
    mkdirSync(join(folder.path, 'folder', 'assay.config.json'));
    expect(await gate(input)).toMatchObject({ status: 2, stderr: expect.stringContaining('EISDIR') });
  });
});

describe('where the files are looked for', () => {
  const off = { rules: { [RULE]: { enabled: false, reason: 'judged elsewhere' } } };
  const isJudged = async (...args: string[]) => (await gate(...args)).finding !== undefined;

  beforeAll(() => {
    folder.write('repository/.git/HEAD', 'ref: x');
    folder.write('repository/assay.config.json', off);
    folder.write('outside/assay.config.json', off);
    folder.write('inner/assay.config.json', off);
    folder.write('inner/repository/.git/HEAD', 'ref: x');
  });

  it('beside the input', async () => {
    expect(await isJudged(caseWith('beside', { 'assay.config.json': off }))).toBe(false);
  });

  it('in its parents, up to the root of the repository', async () => {
    expect(await isJudged(caseWith('repository/a/b', {}))).toBe(false);
  });

  it('not above the root of the repository', async () => {
    expect(await isJudged(caseWith('inner/repository/a', {}))).toBe(true);
  });

  it('not in the parents where there is no repository', async () => {
    expect(await isJudged(caseWith('outside/a', {}))).toBe(true);
  });

  it('in the nearest folder only', async () => {
    expect(await isJudged(caseWith('repository/near', { 'assay.config.json': {} }))).toBe(true);
  });

  it('in YAML too', async () => {
    const yaml = `rules:\n  ${RULE}:\n    enabled: false\n    reason: judged elsewhere\n`;
    expect(await isJudged(caseWith('yaml', { 'assay.config.yml': yaml }))).toBe(false);
  });

  it('where --config says: a file, or a folder', async () => {
    const input = caseWith('elsewhere', {});
    const beside = join(folder.path, 'outside');
    expect(await isJudged(input, '--config', beside)).toBe(false);
    expect(await isJudged(input, '--config', join(beside, 'assay.config.json'))).toBe(false);
  });

  it('for each input beside it', async () => {
    const [on, without] = [caseWith('each on', {}), caseWith('each off', { 'assay.config.json': off })];
    const { findings } = await gate(on, without);
    expect(findings.filter(({ rule }) => rule === RULE)).toHaveLength(1);
  });
});

describe('waivers check', () => {
  const check = (...args: string[]) => ran(waiversRun, 'check', ...args);

  it.each<[string, object, number, string]>([
    ['in order', waiver, 0, '1 waivers, 0 with a problem, 0 ending within 20 days'],
    ['ending soon', { ...waiver, expires: day(20) }, 0, '1 ending within 20 days'],
    ['expired', { ...waiver, expires: day(-1) }, 1, 'expired: it ended on'],
    [
      'over-long',
      { ...waiver, expires: day(800) },
      1,
      'over-long: it lasts 810 days, at most 365 are allowed',
    ],
  ])('%s', async (name, each, expected, text) => {
    caseWith(`check ${name}`, { 'assay.waivers.json': { waivers: [each] } });
    const { status, stdout } = await check(join(folder.path, `check ${name}`), '--ending', '20');
    expect(status).toBe(expected);
    expect(stdout).toContain(text);
  });

  it('takes the file itself, whatever its name, and gives JSON', async () => {
    const file = folder.write('check/mine.yaml', `waivers:\n- ${JSON.stringify(waiver)}\n`);
    const { status, stdout } = await check(file, '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ file, waivers: 1, problems: [], endingSoon: [waiver] });
  });

  it.each<[string, string[], RegExp]>([
    ['no file', [folder.path], /no assay\.waivers\.json or \.yaml here or above/],
    ['no number', ['--ending', 'soon'], /--ending is soon, expected a number of days/],
  ])('%s: status 2', async (_name, args, message) => {
    const { status, stderr } = await check(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('needs to be told what to do', async () => {
    expect(await ran(waiversRun)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected `waivers check`'),
    });
  });
});
