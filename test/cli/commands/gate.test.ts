import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/gate.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const gate = (...args: string[]) => ran(run, ...args);

const RULE = 'sagemaker-notebook-root-access';
const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';

const templateWith = (properties: object) => ({
  Parameters: { Choice: { Type: 'String' } },
  Resources: { Notebook: { Type: NOTEBOOK, Properties: properties } },
});
/** What the other rules of the profile ask for, so that a test is about one of them. */
const good = {
  RoleArn: 'arn:aws:iam::111122223333:role/runner',
  InstanceType: 'ml.t3.medium',
  RootAccess: 'Disabled',
  DirectInternetAccess: 'Disabled',
  SubnetId: 'subnet-1',
  SecurityGroupIds: ['sg-1'],
  PlatformIdentifier: 'notebook-al2023-v1',
  InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '2' },
};

const passing = folder.write('passing/template.json', templateWith(good));
const failing = folder.write('failing/template.json', templateWith({ ...good, RootAccess: 'Enabled' }));
const unknown = folder.write(
  'unknown/template.json',
  templateWith({ ...good, RootAccess: { Ref: 'Choice' } }),
);

describe('the JSON of gate', () => {
  it('is the contract: one object, the finding and nothing that passed', async () => {
    const { status, stdout, stderr } = await gate(failing, '--format', 'json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { findings, summary } = JSON.parse(stdout);
    expect(findings).toEqual([
      {
        rule: RULE,
        status: 'NON_COMPLIANT',
        severity: expect.stringMatching(/^(?:LOW|MEDIUM|HIGH|CRITICAL)$/),
        file: failing,
        resource: { type: NOTEBOOK, id: 'Notebook' },
        observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
        waiver: null,
      },
    ]);
    expect(summary).toMatchObject({
      files: 1,
      resources: 1,
      atOrAbove: 1,
      unknown: 0,
      unusable: [],
      waivers: [],
    });
  });

  it('lists with --all what passed and what does not apply, too', async () => {
    const { status, stdout } = await gate(passing, '--format', 'json', '--all');
    expect(status).toBe(0);
    const { findings } = JSON.parse(stdout);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: RULE, status: 'COMPLIANT', observations: [] }),
    );
  });

  it('is empty where nothing is wrong', async () => {
    const { status, stdout } = await gate(passing, '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).findings).toEqual([]);
  });
});

describe('the exit status of gate', () => {
  it.each<[string, string[], number]>([
    ['a template in order', [passing], 0],
    ['a fault', [failing], 1],
    ['a fault at the threshold', [failing, '--fail-on', 'HIGH'], 1],
    ['a fault below the threshold', [failing, '--fail-on', 'CRITICAL'], 0],
    ['an unknown', [unknown], 0],
    ['an unknown that counts', [unknown, '--fail-on-unknown'], 1],
    ['one of two', [passing, failing], 1],
  ])('%s', async (_name, args, status) => {
    expect((await gate(...args)).status).toBe(status);
  });

  it('does not change with advisory rules, though they are listed', async () => {
    const guardrail = { Type: 'AWS::Bedrock::Guardrail', Properties: { Name: 'g' } };
    const template = folder.write('advisory/template.json', { Resources: { Guardrail: guardrail } });
    const judged = async (profile: string) => {
      const { status, stdout } = await gate(
        template,
        '--profile',
        profile,
        '--format',
        'json',
        '--fail-on-unknown',
      );
      return { status, ...JSON.parse(stdout) };
    };
    const [without, withThem] = [await judged('regulated'), await judged('all')];
    const advisory = withThem.findings.filter((finding: { advisory?: true }) => finding.advisory);
    expect(advisory.length).toBeGreaterThan(0);
    expect(withThem.findings.length - advisory.length).toBe(without.findings.length);
    expect(withThem.status).toBe(without.status);
    expect(withThem.summary).toMatchObject({
      failures: without.summary.failures,
      unknown: without.summary.unknown,
      atOrAbove: without.summary.atOrAbove,
    });
  });
});

describe('a rule in shadow', () => {
  it('is listed, marked, and never makes the status fail; all else stays as it was', async () => {
    const template = folder.write('shadow/template.json', {
      Resources: {
        Notebook: {
          Type: 'AWS::SageMaker::NotebookInstance',
          Properties: { RootAccess: 'Enabled', InstanceType: 'ml.t3.medium' },
        },
      },
    });
    const judged = async (settings: object, ...args: string[]) => {
      const config = folder.write('shadow/assay.config.json', settings);
      const given = [template, '--config', config, '--format', 'json', ...args];
      const { status, stdout } = await gate(...given);
      return { status, ...JSON.parse(stdout) };
    };
    const before = await judged({});
    const ids: string[] = before.findings.map(({ rule }: { rule: string }) => rule);
    expect(before.status).toBe(1);
    expect(JSON.stringify(before)).not.toContain('shadow"');
    const all = Object.fromEntries(ids.map((id) => [id, { shadow: true }]));
    const dark = await judged({ rules: all }, '--fail-on-unknown');
    expect(dark.status).toBe(0);
    expect(dark.findings).toEqual(before.findings.map((each: object) => ({ ...each, shadow: true })));
    expect(dark.summary).toMatchObject({ atOrAbove: 0, unknown: 0, shadow: expect.any(Number) });
    const some = await judged({ rules: { [ids[0] ?? '']: { shadow: true } } });
    expect(some.status).toBe(1);
    expect(some.findings.slice(1)).toEqual(before.findings.slice(1));
  });
});

describe('the text of gate', () => {
  it('ends with a line that says how many are unknown, even where it is green', async () => {
    const { stdout } = await gate(unknown, '--no-color');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /1 resources judged in 1 file: 0 failed, 1 unknown \(INSUFFICIENT_DATA\)/,
    );
    expect((await gate(passing)).stdout).toContain('0 unknown (INSUFFICIENT_DATA)');
  });

  it('has no escape sequences where no person reads', async () => {
    expect((await gate(failing)).stdout).not.toContain('\u001b');
  });

  it('says what, where, and what to do', async () => {
    const { stdout } = await gate(failing);
    expect(stdout).toMatch(/Notebook\s+AWS::SageMaker::NotebookInstance/);
    expect(stdout).toContain('RootAccess is Enabled, expected Disabled');
  });

  it('says the line in YAML, which somebody wrote', async () => {
    const yaml = `Resources:\n  Notebook:\n    Type: ${NOTEBOOK}\n    Properties: { RootAccess: Enabled }\n`;
    const { stdout } = await gate(folder.write('yaml/template.yaml', yaml));
    expect(stdout).toMatch(/Notebook\s+AWS::SageMaker::NotebookInstance\s+line 2/);
  });
});

it('gives SARIF', async () => {
  const { status, stdout } = await gate(failing, '--format', 'sarif');
  expect(status).toBe(1);
  const { results } = JSON.parse(stdout).runs[0];
  expect(results).toHaveLength(1);
  expect(results[0].locations[0].physicalLocation.region).toEqual({ startLine: 1 });
});

it('helps', async () => {
  const { status, stdout, stderr } = await gate('--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('example:');
});

const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
const log = { Records: [{ eventSource: 'sagemaker.amazonaws.com', eventName: 'CreateModel' }] };

describe('input that is unusable', () => {
  it.each<[string, string | Buffer | object]>([
    ['empty.json', ''],
    ['blank.yaml', '\n  \n'],
    ['truncated.json', JSON.stringify(templateWith(good)).slice(0, -9)],
    ['binary.json', Buffer.from([0, 255, 1, 254])],
    ['zipped.json.gz', gzipSync('{}')],
    ['called-zipped.json.gz', 'rubbish'],
    ['log.json', log],
    ['other.json', { hello: 'world' }],
    ['list.json', '[]'],
    ['null.json', 'null'],
    ['number.json', '42'],
    ['deep.json', deep],
    ['deep-resources.json', `{"Resources":${deep}}`],
    ['deep.yaml', '['.repeat(200_000)],
    ['main.tf', 'resource "aws_sagemaker_notebook_instance" "n" {\n  root_access = "Enabled"\n}\n'],
    [
      'terraform.tfstate',
      { version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'x', outputs: {}, resources: [] },
    ],
    ['control\u001b[31m.json', ''],
    ['resources-list.json', { Resources: [] }],
    ['resource-null.json', { Resources: { A: null } }],
    ['type-missing.json', { Resources: { A: { Properties: {} } } }],
  ])('%s: status 2 and one line with its name', async (name, content) => {
    const file = folder.write(`unusable/${name}`, content);
    const { status, stdout, stderr } = await gate(file);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
    expect(stderr).toContain(name.replace('\u001b', ' '));
    expect(stderr).not.toMatch(/\n\s+at |RangeError|TypeError/);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).toMatch(/expected|give /);
  });

  it.each([
    [[], /needs a template/],
    [[join(folder.path, 'nothing-there.json')], /nothing-there\.json/],
    [[passing, '--fail-on', 'low'], /--fail-on is low, expected one of LOW, MEDIUM, HIGH, CRITICAL/],
    [[passing, '--profile', 'advisory'], /--profile is advisory, expected one of/],
    [[passing, '--format', 'html'], /--format is html, expected one of text, json, sarif/],
    [[passing, '--bogus'], /Unknown option '--bogus'/],
    [[passing, '--fail-on'], /--fail-on/],
    [[passing, '--config', '/nowhere'], /\/nowhere: no such file/],
  ])('%j: status 2 and one line', async (args, message) => {
    const { status, stdout, stderr } = await gate(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });

  it('among good input is told, and the good is judged all the same', async () => {
    const bad = folder.write('mixed/bad.json', '{"Resources":');
    const { status, stdout, stderr } = await gate(bad, failing, '--format', 'json');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^assay: .*bad\.json[^\n]+\n$/);
    const { findings, summary } = JSON.parse(stdout);
    expect(findings).toHaveLength(1);
    expect(summary.unusable).toEqual([expect.stringContaining('bad.json')]);
    expect((await gate(bad, failing)).stdout).toContain('in 1 file (1 more unusable)');
  });
});
