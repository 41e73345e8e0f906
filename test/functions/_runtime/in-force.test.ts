import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../engine/settings.ts';
import { houseOf } from '../../../functions/_evaluation/house.ts';
import { deploy } from '../../../functions/_runtime/deployed.ts';
import { deployedInForce } from '../../../functions/_runtime/in-force.ts';
import { deployedSettings } from '../../../functions/_runtime/settings.ts';
import { bundle } from '../../../infra/bundle.ts';
import { packDigest } from '../../../rules/index.ts';
import { temporaryFolder } from '../../support/folder.ts';

afterEach(() => deploy(undefined));

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('what is in force', () => {
  it('is what was bundled with the function that seals, under the digests of the functions that judge', async () => {
    const folder = join(temporaryFolder().path, 'bundle');
    const settings: Settings = {
      profile: 'regulated',
      servesAi: ['*-models'],
      waivers: { maxDays: 90 },
      rules: {
        'sagemaker-notebook-in-vpc': { enabled: false, reason: 'none is made' },
        'ai-region-approved': { parameters: { regions: ['eu-central-1'] } },
      },
    };
    await bundle('seal-evidence', folder, { settings, waivers: [] });
    const found = deployedInForce(folder);
    // As they are read where they judge: validated.
    const judging = houseOf(deployedSettings(folder).settings, []);
    expect(found).toMatchObject({ packDigest, settingsDigest: judging.settingsDigest });
    expect(judging.settingsDigest).toBe(houseOf(settings, []).settingsDigest);
    expect(sha(found?.packBytes() ?? new Uint8Array())).toBe(found?.pack);
    expect(sha(found?.settingsBytes ?? new Uint8Array())).toBe(found?.settingsDigest);
  }, 60_000);

  it('has the settings of nobody where no file of them is there', () => {
    const folder = temporaryFolder();
    folder.write(`pack-${'0'.repeat(64)}.mjs`, 'export {};');
    expect(deployedInForce(folder.path)).toMatchObject({
      pack: '0'.repeat(64),
      settingsDigest: houseOf({}, []).settingsDigest,
    });
  });

  it('is nothing where no pack lies beside the function', () => {
    const folder = temporaryFolder();
    folder.write('pack-of-cards.mjs', 'export {};');
    expect(deployedInForce(folder.path)).toBeUndefined();
  });

  it('is what a test or the demo deploys', () => {
    const pack = Buffer.from('export {};');
    deploy({ settings: { profile: 'all' } });
    expect(deployedInForce('nowhere')).toBeUndefined();
    deploy({ settings: { profile: 'all' }, pack });
    expect(deployedInForce('nowhere')).toMatchObject({
      pack: sha(pack),
      settingsDigest: houseOf({ profile: 'all' }, []).settingsDigest,
    });
  });
});
