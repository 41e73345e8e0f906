import { describe, expect, it } from 'vitest';
import { shardName } from '../../../../engine/evidence/layout.ts';
import { firstEntry, type LedgerEntry } from '../../../../engine/evidence/ledger-entry.ts';
import { newState } from '../../../../engine/evidence/shard.ts';
import { away, home } from '../../../engine/evidence/archive.ts';
import { ledgerAccount } from './kit.ts';

const NOW = new Date('2026-03-01T20:00:00.000Z');
const segment = {
  number: 7,
  key: `evidence/${shardName(home)}/2026/03/01/segment-000000000007.ndjson.gz`,
  versionId: '3/L4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY',
  compressed: 'a'.repeat(64),
  content: 'b'.repeat(64),
  count: 10,
  first: 61,
  root: 'c'.repeat(64),
};

const full: LedgerEntry = {
  ...firstEntry({ ...newState(home, NOW), unsealed: [segment] }),
  attempts: [{ entry: segment, messages: ['one', 'two'], canaryAt: NOW.toISOString() }],
  seal: { key: 'seals/x.json', bytes: Buffer.from('{"a":1}'), signature: Uint8Array.of(0x30, 0xff, 0) },
  recent: ['zero'],
};

describe('the table of shards', () => {
  it('gives an entry back as it was saved, bytes too', async () => {
    const { state } = await ledgerAccount();
    expect(await state.load(shardName(home))).toBeNull();
    expect(await state.save(full)).toBe(true);
    const loaded = await state.load(shardName(home));
    expect({ ...loaded, seal: null }).toEqual({ ...full, seal: null });
    expect(Buffer.from(loaded?.seal?.bytes ?? '').toString()).toBe('{"a":1}');
    expect([...(loaded?.seal?.signature ?? [])]).toEqual([0x30, 0xff, 0]);
  });

  it('takes each generation once, and only after the one before', async () => {
    const { state } = await ledgerAccount();
    const first = firstEntry(newState(home, NOW));
    expect(await state.save(first)).toBe(true);
    expect(await state.save(first)).toBe(false);
    expect(await state.save({ ...first, generation: 3 })).toBe(false);
    const [one, other] = await Promise.all([
      state.save({ ...first, generation: 2, recent: ['one'] }),
      state.save({ ...first, generation: 2, recent: ['other'] }),
    ]);
    expect([one, other].filter(Boolean)).toHaveLength(1);
    expect((await state.load(shardName(home)))?.recent).toEqual([one ? 'one' : 'other']);
  });

  it('does not mistake a refusal for a conflict', async () => {
    const { state, world } = await ledgerAccount();
    world.faults.deny({ service: 'dynamodb', operation: 'PutItem' });
    await expect(state.save(firstEntry(newState(home, NOW)))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('lists all shards, and the newest seal of those that have any; the canary is none', async () => {
    const { state } = await ledgerAccount();
    await state.save(full);
    const sealed = { ...newState(away, NOW), nextSeal: 5, previousSeal: 'd'.repeat(64) };
    await state.save(firstEntry(sealed));
    await state.rememberCanary({ sentAt: NOW.toISOString(), toldUntil: NOW.toISOString() });
    await state.rememberPublished({ [shardName(home)]: '2026-02-28' });
    expect(await state.heads()).toEqual([{ ...away, number: 4, seal: 'd'.repeat(64) }]);
    const shards = [...(await state.shards())].sort((a, b) => (a.region < b.region ? -1 : 1));
    expect(shards).toEqual([
      { ...home, sealedTo: NOW.toISOString() },
      { ...away, sealedTo: NOW.toISOString() },
    ]);
  });

  it('lists more shards than fit on a page', async () => {
    const { state } = await ledgerAccount();
    // A page of a scan ends at a megabyte.
    const entries = Array.from({ length: 40 }, (_, index) => ({
      ...home,
      region: `eu-test-${index}`,
    }));
    for (const shard of entries) {
      const unsealed = Array.from({ length: 100 }, () => segment);
      await state.save(firstEntry({ ...newState(shard, NOW), unsealed }));
    }
    expect(await state.shards()).toHaveLength(40);
  });

  it('remembers the canary', async () => {
    const { state } = await ledgerAccount();
    expect(await state.recallCanary()).toBeNull();
    const memory = { sentAt: NOW.toISOString(), toldUntil: '2026-03-01T19:00:00.000Z' };
    await state.rememberCanary(memory);
    expect(await state.recallCanary()).toEqual(memory);
  });

  it('remembers of which day the last seals were published', async () => {
    const { state } = await ledgerAccount();
    expect(await state.recallPublished()).toEqual({});
    await state.rememberPublished({ [shardName(home)]: '2026-02-28' });
    expect(await state.recallPublished()).toEqual({ [shardName(home)]: '2026-02-28' });
  });

  it('has room for the largest state there can be', async () => {
    const { state } = await ledgerAccount();
    const attempt = { entry: segment, messages: Array(10).fill(segment.key), canaryAt: null };
    const unsealed = Array.from({ length: 129 }, () => segment);
    const largest = { ...full, state: { ...full.state, unsealed }, attempts: Array(8).fill(attempt) };
    expect(await state.save(largest)).toBe(true);
  });
});
