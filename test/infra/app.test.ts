import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run as gate } from '../../cli/commands/gate.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { deployedSettings } from '../../functions/_runtime/settings.ts';
import { bundle, functionNames } from '../../infra/bundle.ts';
import { ran } from '../support/command.ts';
import { type JsonMap, ofType, type TemplateJson } from './kit.ts';

// The one place where functions are bundled for real.

const root = new URL('../../', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'assay-synth-'));
const out = join(work, 'cdk.out');
// Tens of thousands of small files.
afterAll(() => rmSync(work, { recursive: true }), 60_000);

/** Neither an account nor a network: every call would fail at once. */
const OFFLINE = {
  PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH']}`,
  HOME: work,
  HTTPS_PROXY: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
  AWS_EC2_METADATA_DISABLED: 'true',
};

const waiver: Waiver = {
  rule: 'sagemaker-notebook-root-access',
  scope: { type: 'AWS::SageMaker::NotebookInstance' },
  owner: 'Ann',
  requester: 'Ann',
  approver: 'Bob',
  ticket: 'SEC-1',
  reason: 'a test',
  approved: '2026-01-01',
  expires: '2026-02-01',
};

function synth(settings: object) {
  const context = Object.entries(settings).flatMap(([key, value]) => [
    '-c',
    `${key}=${JSON.stringify(value)}`,
  ]);
  const args = ['synth', '--quiet', '--output', out, ...context];
  return spawnSync('cdk', args, { cwd: root, env: OFFLINE, encoding: 'utf8' });
}

const template = (): TemplateJson =>
  JSON.parse(readFileSync(join(out, 'AssayCompliance.template.json'), 'utf8'));

/** Source of a function → folder of its asset. */
function assets(): ReadonlyMap<string, string> {
  return new Map(
    ofType(template(), 'AWS::Lambda::Function').map(([, { Properties, Metadata }]) => {
      const { S3Key } = Properties['Code'] as JsonMap;
      return [String(Metadata?.['source']), join(out, `asset.${String(S3Key).replace('.zip', '')}`)] as const;
    }),
  );
}

describe('npx cdk synth', () => {
  it('works without an account and without a network, and finds nothing to object to', () => {
    const { status, stdout, stderr } = synth({});
    expect(`${stdout}${stderr}`).toContain('Successfully synthesized');
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8')).pluginReports).toEqual([]);
  }, 120_000);

  it('protects what must outlive everything against deletion of its stack', () => {
    const { artifacts } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(artifacts.AssayEvidence.properties.terminationProtection).toBe(true);
  });

  it('bundles every function, and none that nobody deploys', () => {
    expect([...assets().keys()].toSorted()).toEqual(
      functionNames.map((name) => `functions/${name}.ts`).toSorted(),
    );
  });

  it('leaves nothing in a bundle that is asked for at run time and is not there', () => {
    for (const [source, folder] of assets()) {
      const files = readdirSync(folder);
      const asked = files
        .filter((file) => file.endsWith('.mjs'))
        .flatMap((file) => [
          ...readFileSync(join(folder, file), 'utf8').matchAll(/["'`]\.\/([\w.-]+\.mjs)["'`]/g),
        ])
        .map(([, file = '']) => file);
      expect([source, asked.length > 0]).toEqual([source, true]);
      expect([source, asked.filter((file) => !files.includes(file))]).toEqual([source, []]);
      expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toContain('Dynamic require of');
    }
  });

  it('makes bundles that Node can load, which ask for their environment', () => {
    for (const [source, folder] of assets()) {
      const script = `import(${JSON.stringify(join(folder, 'index.mjs'))}).catch((error) => { console.log(error.message); })`;
      const { stdout, stderr } = spawnSync('node', ['-e', script], {
        env: { PATH: OFFLINE.PATH },
        encoding: 'utf8',
      });
      expect([source, stderr, stdout]).toEqual([
        source,
        '',
        expect.stringMatching(/^the environment of this function is incomplete: /),
      ]);
    }
  });

  it('makes templates that our own gate lets pass, whatever the profile', async () => {
    const { status, stdout } = await ran(gate, out, '--profile', 'all');
    expect(stdout).toContain('0 failed, 0 unknown');
    expect(status).toBe(0);
  });

  it("puts the user's files beside a function, where they say anything", async () => {
    const [silent, told] = [join(work, 'silent'), join(work, 'told')];
    await bundle('canary', silent, { settings: {}, waivers: [] });
    expect(readdirSync(silent).filter((file) => file.endsWith('.json'))).toEqual([]);
    await bundle('canary', told, { settings: { profile: 'sensitive' }, waivers: [waiver] });
    const { settings, waivers } = deployedSettings(told);
    expect({ settings, waivers }).toEqual({ settings: { profile: 'sensitive' }, waivers: [waiver] });
  }, 60_000);

  it('says what is wrong with the settings, and makes nothing', () => {
    const { status, stderr } = synth({ assay: { retention: { mode: 'FOREVER' }, regoin: 'eu-central-1' } });
    expect(stderr).toContain(
      'cdk.json, context.assay: retention.mode: Invalid option: expected one of "GOVERNANCE"|"COMPLIANCE"',
    );
    expect(stderr).toContain('Unrecognized key: "regoin"');
    expect(status).not.toBe(0);
  }, 60_000);
});
