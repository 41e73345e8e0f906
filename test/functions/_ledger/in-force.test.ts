import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { packKey, settingsKey } from '../../../engine/evidence/layout.ts';
import { buildPack } from '../../../infra/bundling/pack.ts';
import { packDigest } from '../../../rules/index.ts';
import { home, recordAt } from '../../engine/evidence/archive.ts';
import { overheard } from '../_config/deployed.ts';
import { deployed, recordsIn, sealingAccount } from './kit.ts';

const HOUR = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The function that seals, deployed with this pack and these settings. */
async function sealing(
  account: Awaited<ReturnType<typeof sealingAccount>>,
  pack: Uint8Array | undefined,
  profile: 'baseline' | 'all' = 'all',
) {
  const heard = overheard();
  const functions = await deployed(account);
  const { deploy } = await import('../../../functions/_runtime/deployed.ts');
  deploy({ settings: { profile }, ...(pack && { pack }) });
  return { ...functions, heard };
}

const notices = (files: ReadonlyMap<string, Uint8Array>) =>
  recordsIn(files).flatMap((record) => (record.kind === 'settings' ? [record.detail] : []));

describe('a deployment', () => {
  it('puts its rule pack and its settings under the lock, before the first evidence of it', async () => {
    const account = await sealingAccount();
    const { bytes, digest } = await buildPack();
    const { store, sealHours } = await sealing(account, bytes);
    await account.send(home, [recordAt(account.world.clock.now(), 1)]);
    await account.deliver(store);
    await sealHours();
    account.world.clock.advance(HOUR);
    await sealHours();
    const files = await account.files();
    const settingsDigest = sha256('{"profile":"all"}');
    expect(recordsIn(files).map(({ kind }) => kind)).toEqual(['settings', 'seen-unchanged']);
    expect(notices(files)).toMatchObject([{ packDigest, pack: digest, settingsDigest }]);
    expect(sha256(files.get(packKey(digest)) ?? '')).toBe(digest);
    expect(Buffer.from(files.get(settingsKey(settingsDigest)) ?? []).toString()).toBe('{"profile":"all"}');
    expect(await account.verify()).toMatchObject({ status: 'proven', problems: [], counts: { records: 2 } });
  });

  it('says so once, however many instances there are, and again with the next one', async () => {
    const account = await sealingAccount();
    const pack = Buffer.from('export {};');
    for (const profile of ['all', 'all', 'baseline'] as const) {
      await (await sealing(account, pack, profile)).sealHours();
    }
    expect(notices(await account.files()).map(({ settingsDigest }) => settingsDigest)).toEqual([
      sha256('{"profile":"all"}'),
      sha256('{"profile":"baseline"}'),
    ]);
  });

  it('that cannot be put there holds up no evidence, is loud, and is tried again', async () => {
    const account = await sealingAccount();
    const pack = Buffer.from('export {};');
    const { store, sealHours, heard } = await sealing(account, pack);
    const stop = account.world.faults.add({
      stage: 'before',
      error: { name: 'AccessDenied', message: 'no', statusCode: 403 },
      when: ({ service, input }) =>
        service === 's3' && String(Reflect.get(Object(input), 'Key')).startsWith('packs/'),
    });
    await account.send(home, [recordAt(account.world.clock.now(), 1)]);
    await account.deliver(store);
    expect(recordsIn(await account.files()).map(({ kind }) => kind)).toEqual(['seen-unchanged']);
    await expect(sealHours()).rejects.toThrow('rule pack and settings are not in the archive');
    expect(JSON.stringify(heard.lines())).toContain('could not be put into the archive');
    stop();
    await sealHours();
    expect(recordsIn(await account.files()).map(({ kind }) => kind)).toEqual(['seen-unchanged', 'settings']);
  });

  it('without a pack seals all the same, and warns', async () => {
    const account = await sealingAccount();
    const { sealHours, heard } = await sealing(account, undefined);
    expect(await sealHours()).toEqual({ batchItemFailures: [] });
    expect(notices(await account.files())).toEqual([]);
    expect(JSON.stringify(heard.lines())).toContain('no rule pack lies beside this function');
  });
});
