import { describe, expect, it } from 'vitest';
import { firstEntry } from '../../../engine/evidence/ledger-entry.ts';
import {
  ConflictError,
  type LedgerStore,
  notOurs,
  type Open,
  placed,
  type Run,
  save,
} from '../../../engine/evidence/ledger-run.ts';
import { KeyTakenError, newState } from '../../../engine/evidence/shard.ts';
import { home } from './archive.ts';
import { Surroundings } from './ledger-kit.ts';

const NAME = 'the shard';

function opened(store: Partial<LedgerStore> = {}): { around: Surroundings; ledger: Open; run: Run } {
  const around = new Surroundings();
  const tools = {
    table: around.table,
    store: { ...around.store, ...store },
    signer: async () => around.signer,
    packDigest: 'a'.repeat(64),
    clock: () => new Date(around.now),
  };
  const ledger: Open = { tools, known: new Map(), heads: undefined, hasBegun: false };
  const entry = { ...firstEntry(newState(home, new Date(around.now))), generation: 0 };
  const count = { segments: 0, records: 0, seals: 0, withoutLookup: 0 };
  return { around, ledger, run: { ledger, name: NAME, entry, count } };
}

describe('what is saved of a shard', () => {
  it('is one generation on, with the changes, and known from then on', async () => {
    const { ledger, run } = opened();
    await save(run, { recent: ['a'] });
    await save(run, { canaryAt: 'now' });
    expect(run.entry).toMatchObject({ generation: 2, recent: ['a'], canaryAt: 'now' });
    expect(ledger.known.get(NAME)).toBe(run.entry);
  });

  it('is as it was where somebody else wrote in between', async () => {
    const { ledger, run } = opened();
    const before = run.entry;
    await save({ ...run }, { recent: ['another'] });
    ledger.known.clear();
    await expect(save(run, { recent: ['a'] })).rejects.toThrow(
      new ConflictError('the shard was written by somebody else since generation 0'),
    );
    expect(run.entry).toBe(before);
    expect(ledger.known.size).toBe(0);
  });

  it('fails by a name of its own', () => {
    expect(String(new ConflictError('late'))).toBe('ConflictError: late');
  });
});

describe('a file that is stored once', () => {
  const bytes = Buffer.from('ours');

  it('is there, and the next one finds it', async () => {
    const { around, ledger } = opened();
    expect(await placed(ledger, 'k', bytes)).toBeUndefined();
    expect(around.files.get('k')).toEqual(new Uint8Array(bytes));
    expect(await placed(ledger, 'k', Buffer.from('theirs'))).toMatchObject({ bytes: new Uint8Array(bytes) });
  });

  it('fails where its place is taken, and nothing can be read there', async () => {
    const taken = new KeyTakenError('k is there already');
    const { ledger } = opened({ put: () => Promise.reject(taken) });
    await expect(placed(ledger, 'k', bytes)).rejects.toBe(taken);
  });

  it('fails as the store does, whatever lies there', async () => {
    const denied = new Error('access denied');
    const { around, ledger } = opened({ put: () => Promise.reject(denied) });
    around.files.set('k', bytes);
    await expect(placed(ledger, 'k', bytes)).rejects.toBe(denied);
  });

  it('that is not ours is named, and what to do about it', () => {
    expect(notOurs('seals/x').message).toMatch(/^the archive holds seals\/x, .* delete the shard's item/);
  });
});
