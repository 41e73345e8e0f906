import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../engine/canonical.ts';
import { type InForce, inForceId, inForceOf } from '../../../engine/evidence/in-force.ts';
import { packKey, settingsKey } from '../../../engine/evidence/layout.ts';
import type { EvidenceRecord } from '../../../engine/evidence/record.ts';
import { walkRecords } from '../../../engine/evidence/walk.ts';
import type { Settings } from '../../../engine/settings.ts';
import { houseOf } from '../../../functions/_evaluation/house.ts';
import { home, sourceOf } from './archive.ts';
import { BEGIN, MINUTE, Queue, Surroundings } from './ledger-kit.ts';

const HOUR = 60 * MINUTE;
const PACK = Buffer.from('export const judgeWith = () => () => [];\n');
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const deployment = (settings: Settings = { profile: 'all' }, pack: Uint8Array = PACK): InForce =>
  inForceOf({ packDigest: 'a'.repeat(64), pack: sha(pack), packBytes: () => pack, settings });

async function records(around: Surroundings): Promise<EvidenceRecord[]> {
  const found = [];
  for await (const { record } of walkRecords(sourceOf(around.files))) found.push(record);
  return found;
}

const notices = async (around: Surroundings) =>
  (await records(around)).flatMap((record) => (record.kind === 'settings' ? [record.detail] : []));

const indices = async (around: Surroundings) =>
  (await records(around)).flatMap((record) =>
    record.kind === 'seen-unchanged' ? [record.detail['index']] : [],
  );

describe('rule pack and settings in force', () => {
  it('have the digests that records carry', () => {
    const settings: Settings = {
      rules: { 'ai-region-approved': { enabled: false, reason: 'ö' } },
      profile: 'all',
    };
    const { settingsDigest, settingsBytes } = deployment(settings);
    expect(settingsDigest).toBe(houseOf(settings, []).settingsDigest);
    expect(sha(settingsBytes)).toBe(settingsDigest);
    expect(settingsDigest).toBe(
      digestOf({ profile: 'all', rules: { 'ai-region-approved': { reason: 'ö', enabled: false } } }),
    );
  });

  // The table keeps it from one version to the next: another form would have every shard declare again.
  it('are known to the table by their three digests', () => {
    const [pack, settings] = ['b'.repeat(64), 'c'.repeat(64)];
    const inForce = { ...deployment(), pack, settingsDigest: settings };
    expect(inForceId(inForce)).toBe(`${inForce.packDigest} ${pack} ${settings}`);
  });

  it('are put into the archive once, and the chain says which they are', async () => {
    const around = new Surroundings();
    const inForce = deployment();
    await around.open().declare(home, inForce);
    await around.open().declare(home, inForce);
    const { packDigest, pack, settingsDigest } = inForce;
    expect(await notices(around)).toEqual([
      { packDigest, pack, settingsDigest, from: new Date(BEGIN).toISOString() },
    ]);
    expect(around.files.get(packKey(pack))).toEqual(new Uint8Array(PACK));
    expect(Buffer.from(around.files.get(settingsKey(settingsDigest)) ?? []).toString()).toBe(
      '{"profile":"all"}',
    );
    around.now += HOUR;
    await around.open().seal(home);
    expect(await around.verify()).toMatchObject({ status: 'proven', problems: [], counts: { records: 1 } });
  });

  it('are said again when either is another, and when an earlier one is deployed again', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const [first, settings, pack] = [
      deployment(),
      deployment({ profile: 'baseline' }),
      deployment({ profile: 'baseline' }, Buffer.from('export {};\n')),
    ];
    for (const each of [first, settings, pack, first]) {
      around.now += MINUTE;
      await ledger.declare(home, each);
    }
    expect((await notices(around)).map((detail) => [detail['settingsDigest'], detail['pack']])).toEqual(
      [first, settings, pack, first].map((each) => [each.settingsDigest, each.pack]),
    );
    expect([...around.files.keys()].filter((key) => /^(?:packs|settings)\//.test(key))).toHaveLength(4);
  });

  it('do not make the ledger forget the batch that may come again', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 2, 1);
    const batch = [...queue.waiting];
    await around.open().append(home, batch);
    await around.open().declare(home, deployment());
    await around.open().append(home, batch);
    expect(await indices(around)).toEqual(queue.sent);
  });

  it('are refused where something else lies under their name', async () => {
    const around = new Surroundings();
    const inForce = deployment();
    around.files.set(packKey(inForce.pack), Buffer.from('another'));
    await expect(around.open().declare(home, inForce)).rejects.toThrow(/which this ledger did not write/);
  });

  it('are there whole or said later, wherever a run stops', async () => {
    const inForce = deployment();
    for (let nth = 1; ; nth += 1) {
      for (const moment of ['before', 'after'] as const) {
        const around = new Surroundings();
        const queue = new Queue();
        queue.send(BEGIN, 2);
        let calls = 0;
        around.weather = (call) => {
          if (call.moment !== moment) return;
          calls += 1;
          if (calls === nth) throw new Error('the instance is gone');
        };
        await around
          .open()
          .declare(home, inForce)
          .catch(() => undefined);
        await queue.deliver(around.open()).catch(() => undefined);
        around.weather = () => undefined;
        if (calls < nth) return;
        // Whoever reads that they are in force finds them, at any time.
        for (const { pack } of await notices(around))
          expect(around.files.has(packKey(String(pack)))).toBe(true);
        await around.open().declare(home, inForce);
        await queue.deliver(around.open());
        expect(await notices(around), `call ${nth} ${moment}`).toHaveLength(1);
        expect(await indices(around)).toEqual(queue.sent);
        around.now += HOUR;
        await around.open().seal(home);
        expect(await around.verify()).toMatchObject({ status: 'proven', problems: [] });
      }
    }
  });
});
