import { describe, expect, it } from 'vitest';
import { canaryNotice } from '../../../engine/canary.ts';
import { laterPublicKeyKey, shardName } from '../../../engine/evidence/layout.ts';
import { ConflictError } from '../../../engine/evidence/ledger-run.ts';
import { KeyTakenError } from '../../../engine/evidence/shard.ts';
import { readPublicKey } from '../../../engine/evidence/signature.ts';
import { away, home, recordAt, testSigner } from './archive.ts';
import { archived, BEGIN, entryOf, finish, MINUTE, Queue, Surroundings, sealsOf } from './ledger-kit.ts';

const HOUR = 60 * MINUTE;

describe('the ledger', () => {
  it('stores a batch as one segment, seals the hour, and the archive verifies', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    const ledger = around.open();
    queue.send(BEGIN, 3, 1, 2);
    await queue.deliver(ledger);
    expect(await ledger.seal(home)).toMatchObject({ segments: 0, seals: 0 });
    around.now += HOUR;
    expect(await ledger.seal(home)).toEqual({
      segments: 0,
      records: 0,
      withoutLookup: 0,
      seals: 1,
      sealedTo: '2026-03-01T21:00:00.000Z',
    });
    expect(archived(around)).toEqual(queue.sent);
    expect(await around.verify()).toMatchObject({ status: 'proven', counts: { segments: 1, records: 6 } });
    expect(sealsOf(around)[0]?.segments.list?.[0]?.versionId).toContain('segment-000000000001');
  });

  it('seals silence, and after a long one in one piece and then hour by hour', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    await ledger.seal(home);
    around.now += 100 * HOUR;
    await ledger.seal(home);
    const seals = sealsOf(around);
    expect(seals).toHaveLength(25);
    expect(seals[0]).toMatchObject({ from: '2026-03-01T20:00:30.000Z', to: '2026-03-05T00:00:00.000Z' });
    expect(await around.verify()).toMatchObject({
      status: 'proven',
      provenUntil: '2026-03-06T00:00:00.000Z',
    });
  });

  it('seals the hours that have ended before it takes anything in', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    await queue.deliver(around.open());
    around.now += 3 * HOUR;
    queue.send(around.now, 1);
    await queue.deliver(around.open());
    expect(sealsOf(around).map(({ records }) => records.count)).toEqual([1, 0, 0]);
    around.now += HOUR;
    await around.open().seal(home);
    expect(await around.verify()).toMatchObject({ status: 'proven', problems: [], counts: { records: 2 } });
  });

  it('names the newest seals of other shards, at once those it has made itself', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    await ledger.seal(home);
    await ledger.seal(away);
    around.now += HOUR;
    await ledger.seal(home);
    await ledger.seal(away);
    expect(sealsOf(around)[0]?.others).toEqual([]);
    expect(sealsOf(around, away)[0]?.others).toMatchObject([{ ...home, number: 1 }]);
    around.now += HOUR;
    await around.open().seal(home);
    expect(sealsOf(around)[1]?.others).toMatchObject([{ ...away, number: 1 }]);
  });

  it('seals early where many segments wait, at most one seal a second, and its state stays small', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const queue = new Queue();
    let most = 0;
    for (let index = 0; index < 400; index += 1) {
      around.now += 20;
      queue.send(around.now, 1);
      await queue.deliver(ledger);
      most = Math.max(most, entryOf(around)?.state.unsealed.length ?? 0);
    }
    expect(most).toBeLessThanOrEqual(16 + 50);
    const ends = sealsOf(around).map(({ to }) => Date.parse(to));
    expect(ends.every((to, index) => to > (ends[index - 1] ?? 0))).toBe(true);
    expect(Math.max(...ends)).toBeLessThanOrEqual(around.now + 1000);
    around.now += HOUR;
    await ledger.seal(home);
    expect(await around.verify()).toMatchObject({ status: 'proven', problems: [], counts: { records: 400 } });
  });

  it('seals even within the same second before the state grows too large', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const queue = new Queue();
    for (let index = 0; index < 300; index += 1) {
      queue.send(around.now, 1);
      await queue.deliver(ledger);
    }
    expect(entryOf(around)?.state.unsealed.length).toBeLessThanOrEqual(128);
    expect(sealsOf(around).length).toBeGreaterThanOrEqual(2);
    around.now += HOUR;
    await ledger.seal(home);
    expect(await around.verify()).toMatchObject({ status: 'proven', problems: [] });
  });

  it('knows messages that come again, in whatever batch', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const messages = Array.from({ length: 12 }, (_, index) => ({
      id: `m${index}`,
      records: [recordAt(new Date(BEGIN), index)],
    }));
    const append = (from: number, to: number) => ledger.append(home, messages.slice(from, to));
    await append(0, 8);
    expect(await append(0, 8)).toMatchObject({ segments: 0, records: 0 });
    expect(await append(0, 5)).toMatchObject({ records: 0 });
    expect(await append(5, 11)).toMatchObject({ segments: 1, records: 3 });
    expect(await append(5, 11)).toMatchObject({ records: 0 });
    expect(await append(7, 12)).toMatchObject({ records: 1 });
    expect(archived(around)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('remembers the newest canary that is in a segment', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const at = (minutes: number) => new Date(BEGIN - minutes * MINUTE);
    const notice = (minutes: number) => canaryNotice({ sentAt: at(minutes).toISOString() }, at(0));
    await ledger.append(home, [{ id: 'a', records: [recordAt(at(0), 0)] }]);
    expect(entryOf(around)?.canaryAt).toBeNull();
    await ledger.append(home, [{ id: 'b', records: [notice(30), notice(20), notice(25)] }]);
    await ledger.append(home, [{ id: 'c', records: [notice(90)] }]);
    expect(entryOf(around)?.canaryAt).toBe(at(20).toISOString());
  });

  it('stores nothing and keeps no entry of a seal that cannot be signed', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    await queue.deliver(around.open());
    around.now += HOUR;
    around.weather = ({ name }) => {
      if (name === 'signer') throw new Error('DisabledException');
    };
    await expect(around.open().seal(home)).rejects.toThrow('DisabledException');
    expect([...around.files.keys()].filter((key) => key.startsWith('seals/'))).toEqual([]);
    around.weather = () => undefined;
    await around.open().seal(home);
    expect(await around.verify()).toMatchObject({ status: 'proven' });
  });

  it('asks the table and the archive for no more than it must: two writes and a put a batch', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    await queue.deliver(ledger);
    const calls: string[] = [];
    around.weather = ({ name, moment }) => moment === 'before' && calls.push(name.split(' ')[0] ?? '');
    queue.send(BEGIN, 5, 5);
    await queue.deliver(ledger);
    expect(calls).toEqual(['save', 'put', 'save']);
  });
});

describe('a ledger that cannot go on', () => {
  /** How often each was called. */
  function counted(around: Surroundings) {
    const calls = new Map<string, number>();
    around.weather = ({ name, moment }) => {
      const [verb = ''] = name.split(' ');
      if (moment === 'before') calls.set(verb, (calls.get(verb) ?? 0) + 1);
    };
    return calls;
  }

  it('gives up after eight rounds in which somebody else was always first', async () => {
    const around = new Surroundings();
    const calls = counted(around);
    const ledger = around.open({ table: { ...around.table, save: async () => false } });
    await expect(ledger.seal(home)).rejects.toThrow(
      new ConflictError(`${shardName(home)} was begun by somebody else`),
    );
    expect(calls.get('load')).toBe(8);
  });

  it('fails at once as its tools do', async () => {
    const around = new Surroundings();
    const calls = counted(around);
    const down = new Error('the table is gone');
    const ledger = around.open({ table: { ...around.table, save: () => Promise.reject(down) } });
    await expect(ledger.seal(home)).rejects.toBe(down);
    expect(calls.get('load')).toBe(1);
  });

  it.each<[string, Error, object]>([
    [
      'is taken each time that it is planned',
      new KeyTakenError('taken'),
      {
        name: 'ConflictError',
        message: expect.stringMatching(/^evidence\/.* was stored since it was planned$/),
      },
    ],
    ['cannot be stored', new Error('access denied'), { name: 'Error', message: 'access denied' }],
  ])('stores nothing where the place of its segment %s', async (_, error, expected) => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    const put = (key: string, bytes: Uint8Array) =>
      key.startsWith('evidence/') ? Promise.reject(error) : around.store.put(key, bytes);
    const failure = await queue
      .deliver(around.open({ store: { ...around.store, put } }))
      .catch((thrown) => thrown);
    expect(failure).toMatchObject(expected);
    expect(failure === error || failure.cause === error).toBe(true);
    expect(around.files.size).toBe(0);
    await finish(around, queue);
  });

  it('remembers the eight newest of its attempts, of which one may have been heard', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    around.weather = ({ name, moment }) => {
      if (name.startsWith('put evidence/') && moment === 'before') throw new Error('crash');
    };
    const attempts: (string | undefined)[] = [];
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      around.now += 1000;
      await expect(queue.deliver(around.open())).rejects.toThrow('crash');
      attempts.push(entryOf(around)?.attempts.at(-1)?.entry.compressed);
    }
    expect(new Set(attempts).size).toBe(10);
    expect(entryOf(around)?.attempts.map(({ entry }) => entry.compressed)).toEqual(attempts.slice(2));
    await finish(around, queue);
    expect(entryOf(around)?.attempts).toEqual([]);
  });
});

describe('what a ledger keeps of a segment', () => {
  it('has no version in a store without versions, and nothing of what was never declared', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    const put = async (key: string, bytes: Uint8Array) => {
      await around.store.put(key, bytes);
      return {};
    };
    await queue.deliver(around.open({ store: { ...around.store, put } }));
    const entry = entryOf(around);
    expect(entry?.state.unsealed).toHaveLength(1);
    expect(entry?.state.unsealed[0]).not.toHaveProperty('versionId');
    expect(entry).not.toHaveProperty('inForce');
    await finish(around, queue);
  });
});

describe('an archive in which somebody else writes', () => {
  it('is not written on over a segment that is not ours', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 1);
    around.files.set(`evidence/${shardName(away)}/2026/03/01/segment-000000000001.ndjson.gz`, Buffer.of(1));
    await queue.deliver(around.open());
    around.files.set(`evidence/${shardName(home)}/2026/03/01/segment-000000000002.ndjson.gz`, Buffer.of(1));
    queue.send(BEGIN, 1);
    await expect(queue.deliver(around.open())).rejects.toThrow(/which this ledger did not write/);
  });

  it('is not sealed over a seal that is not ours', async () => {
    const around = new Surroundings();
    await around.open().seal(home);
    around.now += HOUR;
    around.files.set(`seals/${shardName(home)}/20260301T210000Z.json`, Buffer.of(1));
    await expect(around.open().seal(home)).rejects.toThrow(/which this ledger did not write/);
    expect(around.files.has(`seals/${shardName(home)}/20260301T210000Z.sig`)).toBe(false);
  });

  it('is not gone on with where something else lies in the place of its later key', async () => {
    const around = new Surroundings();
    around.files.set('public-key.pem', Buffer.from(testSigner().publicKeyPem));
    const later = laterPublicKeyKey(readPublicKey(around.signer.publicKeyPem)?.fingerprint ?? '');
    around.files.set(later, Buffer.of(1));
    await around.open().seal(home);
    around.now += HOUR;
    await expect(around.open().seal(home)).rejects.toThrow(
      `the archive holds ${later}, which this ledger did not write`,
    );
    expect([...around.files.keys()]).toEqual(['public-key.pem', later]);
  });
});
