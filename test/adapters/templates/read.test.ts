import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { findTemplates, readTemplateFile, UnusableInputError } from '../../../adapters/templates/read.ts';
import { definitionOf } from './definitions.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/templates');
const folder = mkdtempSync(join(tmpdir(), 'assay-templates-'));
const read = (file: string) => readTemplateFile(file, { definitionOf });

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function refusal(act: () => unknown): Promise<UnusableInputError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UnusableInputError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a cdk.out folder', () => {
  const assembly = join(fixtures, 'cdk.out');

  test('gives its stacks, those of nested assemblies and nested stacks, and no assets', () => {
    expect(findTemplates(assembly).map((file) => relative(assembly, file))).toEqual([
      'MlStack.template.json',
      join('assembly-Prod', 'ProdEmpty.template.json'),
      'MlStackNested5A1B.nested.template.json',
    ]);
  });

  test('is read with the policies of its roles, its references and its unknowns', async () => {
    const { kind, resources, lineOf } = await read(join(assembly, 'MlStack.template.json'));
    const properties = Object.fromEntries(resources.map(({ id, properties }) => [id, properties]));
    expect(kind).toBe('cloudformation');
    expect(properties['NotebookRole5F6A7B8C']).toMatchObject({
      ManagedPolicyArns: ['arn:${AWS::Partition}:iam::aws:policy/AmazonSageMakerFullAccess'],
      Policies: [
        {
          PolicyName: 'NotebookRoleDefaultPolicy9D0E1F2A',
          PolicyDocument: { Statement: [{ Resource: '${TrainingKey1B2C3D4E.Arn}' }] },
        },
      ],
    });
    expect(properties['Notebook']).toMatchObject({
      DirectInternetAccess: 'Enabled',
      KmsKeyId: '${TrainingKey1B2C3D4E.Arn}',
      SubnetId: { $unknown: 'Fn::ImportValue is the output of another stack' },
    });
    expect(lineOf('Notebook')).toBe(62);
  });

  test('may hold a stack without resources', async () => {
    const { resources } = await read(join(assembly, 'assembly-Prod/ProdEmpty.template.json'));
    expect(resources).toEqual([]);
  });
});

test('YAML and JSON of one template give equal resources', async () => {
  const [json, yaml] = await Promise.all(
    ['notebook.json', 'notebook.yaml'].map((name) => read(join(fixtures, name))),
  );
  const bare = (file: typeof json) => file?.resources.map(({ file: _, ...resource }) => resource);
  expect(bare(json)).toHaveLength(2);
  expect(bare(yaml)).toEqual(bare(json));
});

test('UTF-16, as PowerShell writes it, is read', async () => {
  const text = '\uFEFF{"Resources": {"A": {"Type": "X"}}}';
  expect((await read(written('utf16.json', Buffer.from(text, 'utf16le')))).resources).toHaveLength(1);
});

test('a folder gives the templates and plans below it, and nothing else', () => {
  const root = join(folder, 'project');
  mkdirSync(join(root, 'node_modules/x'), { recursive: true });
  mkdirSync(join(root, 'deep/er'), { recursive: true });
  const template = 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n';
  writeFileSync(join(root, 'package.json'), '{"name": "x"}');
  writeFileSync(join(root, 'node_modules/x/t.yaml'), template);
  writeFileSync(join(root, 'deep/er/t.yaml'), template);
  writeFileSync(join(root, 'plan.json'), '{"format_version":"1.2","resource_changes": []}');
  writeFileSync(join(root, 'truncated.json'), '{"Resources": {"A": {"Type": "AWS::S3::Bu');
  expect(findTemplates(root).map((file) => relative(root, file))).toEqual([
    join('deep', 'er', 't.yaml'),
    'plan.json',
    'truncated.json',
  ]);
});

const huge = join(folder, 'huge.json');
openSync(huge, 'w');
truncateSync(huge, 200 * 1024 * 1024);

const hcl = 'resource "aws_s3_bucket" "b" {\n  bucket = "x"\n}\n';
const deep = '{"Resources":'.concat('{"a":'.repeat(200_000), '1', '}'.repeat(200_001));

describe('what is no template is refused in one line', () => {
  test.each<[string, () => string, RegExp]>([
    ['nothing', () => join(folder, 'nowhere.json'), /expected a readable file, found nothing there$/],
    ['a folder', () => folder, /expected a file$/],
    ['an empty file', () => written('empty.json', ''), /found an empty file$/],
    ['blanks', () => written('blank.yaml', ' \n\t\n'), /found an empty file$/],
    [
      'a truncated file',
      () => written('cut.json', '{"Resources": {\n"A": {"Type'),
      /line 2, column 7: expected .*truncated/,
    ],
    ['a binary file', () => written('b.json', Uint8Array.from([1, 0, 2, 3])), /found a binary file$/],
    [
      'Latin-1',
      () => written('l.yaml', Uint8Array.from([0x41, 0xe9, 0x42])),
      /as UTF-8 text, found other bytes$/,
    ],
    ['gzip', () => written('t.json.gz', gzipSync('{}')), /found gzip \(unpack it first\)$/],
    ['what only begins like gzip', () => written('t.gz', Uint8Array.from([0x1f, 0x8b, 9])), /found gzip/],
    [
      'a binary plan',
      () => written('plan.out', 'PK\u0003\u0004rest'),
      /zip archive .*terraform show -json plan\.out\)$/,
    ],
    ['200 MB', () => huge, /expected at most 64 MB, found 200 MB$/],
    ['JSON 200,000 deep', () => written('deep.json', deep), /expected at most 200 levels of nesting$/],
    [
      'HCL',
      () => written('main.tf', hcl),
      /found HCL; give the plan as JSON: terraform show -json plan\.out$/,
    ],
    ['HCL of another name', () => written('main.txt', `# comment\n${hcl}`), /found HCL/],
    [
      'HCL in JSON',
      () => written('main.tf.json', '{"resource": {}}'),
      /found Terraform configuration in JSON; give the plan/,
    ],
    [
      'a state',
      () =>
        written(
          'terraform.tfstate',
          '{"version":4,"terraform_version":"1.9.0","serial":1,"lineage":"x","resources":[]}',
        ),
      /found a Terraform state; give the plan/,
    ],
    [
      'a shown state',
      () => written('s.json', '{"format_version":"1.0","terraform_version":"1.9.0","values":{}}'),
      /found a Terraform state/,
    ],
    [
      'the log of a plan',
      () => written('log.json', '{"@level":"info"}\n{"@level":"info"}'),
      /found the log of terraform plan -json/,
    ],
    [
      'a failed plan',
      () => written('failed.json', '{"format_version":"1.2","resource_changes":[],"errored":true}'),
      /found one that failed$/,
    ],
    [
      'a plan of another shape',
      () => written('odd.json', '{"resource_changes": [{"address": 1}]}'),
      /resource_changes\[0\]: expected an address/,
    ],
    [
      'a CloudTrail log',
      () => written('trail.json', '{"Records": []}'),
      /found a CloudTrail log \(assay replay reads it\)$/,
    ],
    [
      'an event',
      () => written('event.json', '{"detail-type": "x", "detail": {}}'),
      /found an EventBridge event/,
    ],
    ['the manifest of an assembly', () => join(fixtures, 'cdk.out/manifest.json'), /give its folder$/],
    [
      'other JSON',
      () => written('package.json', '{"name": "x"}'),
      /expected Resources .* or resource_changes/,
    ],
    ['a list', () => written('list.json', '[1]'), /found a list$/],
    ['a text', () => written('text.yaml', 'just words'), /found a string$/],
    [
      'a control character in the name of a key',
      () => written('ctl.json', '{"Resources": {"A\\nB\\u001b[31m": 1}}'),
      /Resources\.A B \[31m: expected an object/,
    ],
  ])('%s', async (_, make, message) => {
    const file = make();
    const error = await refusal(() => read(file));
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`${file}: `)).toBe(true);
    expect(error.message).not.toMatch(/[\n\r]/);
  });

  test('a folder without anything usable', async () => {
    const empty = join(folder, 'without');
    mkdirSync(empty);
    expect((await refusal(() => findTemplates(empty))).message).toMatch(/in this folder, found none$/);
    writeFileSync(join(empty, 'main.tf'), hcl);
    expect((await refusal(() => findTemplates(empty))).message).toMatch(/found HCL; give the plan/);
    writeFileSync(join(empty, 'manifest.json'), '{"artifacts":');
    expect((await refusal(() => findTemplates(empty))).message).toMatch(
      /manifest\.json: expected the manifest/,
    );
    expect((await refusal(() => findTemplates(join(empty, 'not-there')))).message).toMatch(
      /found nothing there$/,
    );
  });
});

test('reading JSON loads neither the YAML library nor the definitions', () => {
  const script = `
    const { readTemplateFile } = await import(${JSON.stringify(join(import.meta.dirname, '../../../adapters/templates/read.ts'))});
    const { registerHooks } = await import('node:module');
    registerHooks({ resolve(name, context, next) { console.log(name); return next(name, context); } });
    await readTemplateFile(${JSON.stringify(join(fixtures, 'notebook.json'))}, { definitionOf: () => undefined });`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(output).toBe('');
});
