import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deploy } from '../../../functions/_runtime/deployed.ts';
import { deployedSettings } from '../../../functions/_runtime/settings.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
let folders = 0;

const WAIVER = {
  rule: 'sagemaker-notebook-root-access',
  scope: { resource: 'research-*' },
  owner: 'Ann',
  requester: 'Ann',
  approver: 'Bea',
  ticket: 'SEC-1',
  reason: 'research',
  approved: '2026-01-01',
  expires: '2026-03-31',
};

function folderWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  for (const [name, text] of Object.entries(files)) folder.write(`${folders}/${name}`, text);
  return join(folder.path, String(folders));
}

describe('what is deployed', () => {
  it('is nothing but the defaults where no file lies beside the bundle', () => {
    expect(deployedSettings(folderWith({}))).toEqual({ settings: {}, waivers: [] });
  });

  it('is what the files say', () => {
    const bundle = folderWith({
      'settings.json': '{"profile":"regulated"}',
      'waivers.json': JSON.stringify({ waivers: [WAIVER] }),
    });
    expect(deployedSettings(bundle)).toEqual({ settings: { profile: 'regulated' }, waivers: [WAIVER] });
  });

  it.each([
    ['settings.json', '{"profile":"loose"}', /settings\.json: at profile: /],
    ['settings.json', '{', /settings\.json: is no JSON/],
    ['settings.json', '[]', /settings\.json: at the top: /],
    [
      'waivers.json',
      JSON.stringify({ waivers: [{ ...WAIVER, approver: 'ann' }] }),
      /waivers\.json: at waivers\.0\.approver: expected an approver who is not the requester/,
    ],
  ])('stops the function where %s is %s', (name, text, message) => {
    expect(() => deployedSettings(folderWith({ [name]: text }))).toThrow(message);
  });

  it('is replaced for a demo or a test, and the files again after it', () => {
    deploy({ settings: { profile: 'sensitive' } });
    expect(deployedSettings()).toEqual({ settings: { profile: 'sensitive' }, waivers: [] });
    deploy(undefined);
    expect(deployedSettings(folderWith({ 'settings.json': '{"profile":"all"}' })).settings).toEqual({
      profile: 'all',
    });
  });
});
