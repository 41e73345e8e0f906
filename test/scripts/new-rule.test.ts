import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../engine/rule.ts';
import { definitions } from '../../resources/index.ts';
import { catalogue } from '../../scripts/catalogue.ts';
import { nearIds, profileOf, ruleDraft, ruleTestDraft } from '../../scripts/rule-draft.ts';
import { judgeWith } from '../support/judge-rule.ts';

const controls = catalogue();

// Two folders below the root, as a rule's file is, so that its imports lead to the engine.
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join('test', 'drafts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function drafted(id: string): Promise<Rule> {
  const control = controls.find((each) => each.id === id);
  if (!control) throw new Error(`${id} is no control of the catalogue`);
  const file = join(process.cwd(), folder, `${id}.ts`);
  writeFileSync(file, ruleDraft(control));
  const module: { default: Rule } = await import(file);
  return module.default;
}

describe('the draft of a rule', () => {
  it('has all that the catalogue knows', async () => {
    const control = controls.find(({ id }) => id === 'bedrock-agent-kms-cmk');
    const rule = await drafted('bedrock-agent-kms-cmk');
    expect(rule).toMatchObject({
      id: 'bedrock-agent-kms-cmk',
      revision: 1,
      title: control?.title,
      severity: control?.severity,
      resourceType: control?.resourceType,
      controls: { published: control?.published, judged: control?.judged },
    });
    expect(rule.peersSeverity).toBe(control?.peersSeverity);
  });

  it('leaves empty what a person must write', async () => {
    const rule = await drafted('sagemaker-notebook-root-access');
    const { rationale, guidance, references, examples } = rule;
    const empty = [{ name: '', properties: {} }];
    expect({ rationale, guidance, references, examples }).toEqual({
      rationale: '',
      guidance: '',
      references: [''],
      examples: { compliant: empty, nonCompliant: empty },
    });
  });

  it('passes nothing before its condition is written', async () => {
    const rule = await drafted('sagemaker-notebook-imdsv2');
    expect(judgeWith(rule, { properties: {} })).toMatchObject({
      verdict: { status: 'INSUFFICIENT_DATA', because: 'the condition is not written yet' },
    });
  });

  it('carries the condition as the catalogue words it, in lines that fit', () => {
    const control = controls.toSorted((a, b) => b.condition.length - a.condition.length)[0];
    if (!control) throw new Error('the catalogue is empty');
    const comments = ruleDraft(control)
      .split('\n')
      .filter((line) => line.startsWith('  //'));
    expect(comments.map((line) => line.slice('  // '.length)).join(' ')).toBe(
      `The catalogue: ${control.condition}`,
    );
    expect(comments.filter((line) => line.length > 110)).toEqual([]);
  });

  it('is a module for every control of the catalogue, whatever stands in its texts', async () => {
    const { transform } = await import('esbuild');
    const whole = controls.map((control, index) =>
      ruleDraft(control).replace('default', `const r${index} =`),
    );
    const imports = /^import .*\n/gm;
    const modules = whole.map((text) => text.replaceAll(imports, '')).join('\n');
    const { code } = await transform(modules, { loader: 'ts' });
    expect(code.match(/^export const r\d+ = /gm)).toEqual(
      controls.map((_, index) => `export const r${index} = `),
    );
  });

  it.each([
    ['HIGH and two peers', { severity: 'HIGH', peers: ['a', 'b'] }, 'baseline'],
    ['CRITICAL and two peers', { severity: 'CRITICAL', peers: ['a', 'b'] }, 'baseline'],
    ['HIGH and one peer', { severity: 'HIGH', peers: ['a'] }, 'sensitive'],
    ['MEDIUM and two peers', { severity: 'MEDIUM', peers: ['a', 'b'] }, 'sensitive'],
  ] as const)('has the profile of the rule of thumb: %s', (_name, facts, profile) => {
    const [control] = controls;
    if (!control) throw new Error('the catalogue is empty');
    expect(profileOf({ ...control, ...facts })).toBe(profile);
  });
});

describe('the draft of its test', () => {
  it('imports the rule and has a case for each verdict', () => {
    const text = ruleTestDraft({ service: 'bedrock', name: 'agent-kms-cmk' });
    expect(text).toContain("from '../../../rules/bedrock/agent-kms-cmk.ts'");
    expect(text.match(/^ {2}[A-Z_]+:/gm)).toEqual(['  COMPLIANT:', '  NON_COMPLIANT:', '  NOT_APPLICABLE:']);
  });
});

describe('near ids', () => {
  const ids = controls.map(({ id }) => id);

  it('finds the one that lacks a word first', () => {
    expect(nearIds('sagemaker-notebook-root', ids)[0]).toBe('sagemaker-notebook-root-access');
  });

  it('finds nothing near to nonsense', () => {
    expect(nearIds('zebra-crossing', ids)).toEqual([]);
  });
});

describe('npm run new:rule', () => {
  const run = (...args: string[]) =>
    spawnSync('node_modules/.bin/node', ['scripts/new-rule.ts', ...args], { encoding: 'utf8' });

  it.each([
    ['no name', ['sagemaker'], 'usage: npm run new:rule'],
    ['a path for a name', ['sagemaker', '../escape'], 'usage: npm run new:rule'],
    [
      'no control of the catalogue',
      ['sagemaker', 'notebook-root'],
      'near it: sagemaker-notebook-root-access',
    ],
    ['a rule that is there', ['sagemaker', 'notebook-root-access'], 'notebook-root-access.ts exists already'],
  ])('refuses %s and writes nothing', (_name, args, message) => {
    const before = readFileSync('rules/index.ts', 'utf8');
    const { status, stderr, stdout } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(readFileSync('rules/index.ts', 'utf8')).toBe(before);
  });

  it('refuses a type without definition, and says which file to write', () => {
    const known = new Set(definitions.map(({ type }) => type));
    const control = controls.find(({ resourceType }) => !known.has(resourceType));
    if (!control) throw new Error('every type of the catalogue has a definition: take this test away');
    const [service = '', ...name] = control.id.split('-');
    const { status, stderr } = run(service, name.join('-'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/has no definition; write resources\/[a-z0-9-]+\/[a-z0-9-]+\.ts first/);
    expect(existsSync(`rules/${service}/${name.join('-')}.ts`)).toBe(false);
  });
});
