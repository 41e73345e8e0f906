import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canaryNotice } from '../../../engine/canary.ts';
import { laterPublicKeyKey, type Shard, shardName } from '../../../engine/evidence/layout.ts';
import { parseSeal, sealBytes } from '../../../engine/evidence/seal.ts';
import { openSegment, recordLines } from '../../../engine/evidence/segment.ts';
import { readPublicKey } from '../../../engine/evidence/signature.ts';
import { away, home, recordAt, testSigner } from './archive.ts';
import { BEGIN, MINUTE, Queue, Surroundings } from './ledger-kit.ts';

const HOUR = 60 * MINUTE;

/** The `index` of each record in the archive, in its order. */
function archived({ files }: Surroundings): number[] {
  const keys = [...files.keys()].filter((key) => key.startsWith('evidence/')).sort();
  return keys.flatMap((key) => {
    const { content } = openSegment(files.get(key) ?? new Uint8Array());
    return content ? [...recordLines(content)].map((line) => JSON.parse(line.toString()).detail.index) : [];
  });
}

const entryOf = ({ entries }: Surroundings, shard: Shard = home) => entries.get(shardName(shard));

const sealsOf = ({ files }: Surroundings, shard: Shard = home) =>
  [...files.keys()]
    .filter((key) => key.startsWith(`seals/${shardName(shard)}/`) && key.endsWith('.json'))
    .sort()
    .flatMap((key) => parseSeal(files.get(key) ?? new Uint8Array()) ?? []);

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
    expect(await append(5, 11)).toMatchObject({ records: 3 });
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

/** Three batches over two hours and a silent one; a new instance each time, as after a crash. */
async function story(around: Surroundings, queue: Queue): Promise<void> {
  const steps: (() => Promise<unknown>)[] = [
    async () => queue.send(around.now, 2, 1),
    () => queue.deliver(around.open()),
    async () => queue.send(around.now, 1),
    () => queue.deliver(around.open()),
    async () => (around.now += HOUR),
    () => around.open().seal(home),
    async () => queue.send(around.now, 3),
    () => queue.deliver(around.open()),
    async () => (around.now += 2 * HOUR),
    () => around.open().seal(away),
    () => around.open().seal(home),
  ];
  for (const step of steps) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await step();
        break;
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'crash' || attempt > 20) throw error;
        around.now += MINUTE;
      }
    }
  }
}

async function finish(around: Surroundings, queue: Queue) {
  around.weather = () => undefined;
  while (await queue.deliver(around.open()));
  around.now += HOUR;
  await around.open().seal(home);
  await around.open().seal(away);
  expect(archived(around)).toEqual(queue.sent);
  const report = await around.verify();
  expect({ status: report.status, problems: report.problems }).toEqual({ status: 'proven', problems: [] });
}

describe('a ledger whose run stops', () => {
  it('anywhere, before a call or after it, doubles nothing and loses nothing', async () => {
    const calm = new Surroundings();
    let calls = 0;
    calm.weather = () => (calls += 1);
    await story(calm, new Queue());
    expect(calls).toBeGreaterThan(60);
    for (let stop = 1; stop <= calls; stop += 1) {
      const around = new Surroundings();
      const queue = new Queue();
      let call = 0;
      around.weather = () => {
        call += 1;
        if (call === stop) throw new Error('crash');
      };
      await story(around, queue);
      expect(call).toBeGreaterThanOrEqual(stop);
      await finish(around, queue);
    }
  });

  it('again and again doubles nothing and loses nothing', async () => {
    const chances = fc.infiniteStream(fc.integer({ min: 0, max: 9 }));
    await fc.assert(
      fc.asyncProperty(
        chances,
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
        async (chance, sizes) => {
          const around = new Surroundings();
          const queue = new Queue();
          let crashes = 0;
          around.weather = () => {
            if (crashes < 40 && chance.next().value === 0) {
              crashes += 1;
              throw new Error('crash');
            }
          };
          for (const [index, size] of sizes.entries()) {
            queue.send(around.now, size);
            around.now += (index % 3) * 25 * MINUTE;
            await queue.deliver(around.open(), 3).catch(() => undefined);
            await around
              .open()
              .seal(home)
              .catch(() => undefined);
          }
          await finish(around, queue);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('at midnight finds its segment in the folder of the day before', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    around.now = Date.parse('2026-03-01T23:59:59.900Z');
    queue.send(around.now, 2);
    around.weather = ({ name, moment }) => {
      if (name.startsWith('put evidence/') && moment === 'after') throw new Error('crash');
    };
    await expect(queue.deliver(around.open())).rejects.toThrow('crash');
    around.weather = () => undefined;
    around.now += MINUTE;
    queue.send(around.now, 1);
    await queue.deliver(around.open());
    await finish(around, queue);
    const [first] = [...around.files.keys()].filter((key) => key.includes('segment-000000000001'));
    expect(first).toContain('2026/03/01');
  });

  it('finds an earlier attempt that was heard after all, while a later one was under way', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 2);
    let late: (() => Promise<unknown>) | undefined;
    around.weather = ({ name, moment }) => {
      if (name.startsWith('put evidence/') && moment === 'before') throw new Error('crash');
    };
    await expect(queue.deliver(around.open())).rejects.toThrow('crash');
    const attempt = entryOf(around)?.attempts[0];
    around.now += MINUTE;
    queue.send(around.now, 1);
    // The first put, that nobody heard from any more, arrives just before the second.
    around.weather = async ({ name, moment }) => {
      if (!name.startsWith('put evidence/') || moment === 'after') return;
      around.weather = () => undefined;
      await late?.();
    };
    const first = new Surroundings();
    const copy = new Queue();
    copy.send(BEGIN, 2);
    await copy.deliver(first.open());
    const key = attempt?.entry.key ?? '';
    late = async () => around.files.set(key, first.files.get(key) ?? new Uint8Array());
    expect(await queue.deliver(around.open())).toBe(true);
    await finish(around, queue);
  });
});

describe('runs of one shard that meet', () => {
  it('store everything once, in one chain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const around = new Surroundings();
        const queue = new Queue();
        queue.send(BEGIN, 1);
        await queue.deliver(around.open());
        around.now += HOUR;
        queue.send(around.now, 2, 3);
        around.weather = () => scheduler.schedule(Promise.resolve());
        const batch = [...queue.waiting];
        const runs = [
          around.open().append(home, batch),
          around.open().seal(home),
          around.open().seal(home),
          // The queue's promise broken: the same batch twice at the same time.
          around.open().append(home, batch),
        ];
        for (const outcome of await scheduler.waitFor(Promise.allSettled(runs))) {
          if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'ConflictError' });
        }
        await finish(around, queue);
      }),
      { numRuns: 50 },
    );
  });

  it('with a memory of their own notice that it is stale', async () => {
    const around = new Surroundings();
    const [one, other] = [around.open(), around.open()];
    const queue = new Queue();
    for (let index = 0; index < 6; index += 1) {
      queue.send(around.now, 1);
      await queue.deliver(index % 2 === 0 ? one : other);
    }
    await finish(around, queue);
  });
});

describe('a ledger whose table was lost', () => {
  async function written() {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 2, 1);
    await queue.deliver(around.open(), 1);
    around.now += HOUR;
    await queue.deliver(around.open());
    return { around, queue };
  }

  it('goes on from the archive, sealed segments and unsealed ones', async () => {
    const { around, queue } = await written();
    const before = entryOf(around)?.state;
    around.entries.clear();
    queue.send(around.now, 1);
    await queue.deliver(around.open());
    const { unsealed: _, ...known } = before ?? {};
    expect(before).toMatchObject({ ...known, nextSeal: 2, nextSegment: 3 });
    expect(entryOf(around)?.state).toMatchObject({ nextSeal: 2, nextSegment: 4, nextSequence: 5 });
    await finish(around, queue);
  });

  it('goes on from the archive where nothing was sealed yet', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 2);
    await queue.deliver(around.open());
    around.entries.clear();
    queue.send(BEGIN, 1);
    await queue.deliver(around.open());
    await finish(around, queue);
  });

  it('signs the seal that its last run stored and did not sign', async () => {
    const { around, queue } = await written();
    around.now += HOUR;
    around.weather = ({ name, moment }) => {
      if (name.startsWith('put seals/') && name.endsWith('.sig') && moment === 'before')
        throw new Error('crash');
    };
    await expect(around.open().seal(home)).rejects.toThrow('crash');
    around.entries.clear();
    around.weather = () => undefined;
    await around.open().seal(home);
    await finish(around, queue);
  });

  it('signs no seal that says anything else than it would have said', async () => {
    const { around } = await written();
    around.now += HOUR;
    around.weather = ({ name, moment }) => {
      if (name.endsWith('.sig') && moment === 'before') throw new Error('crash');
    };
    await expect(around.open().seal(home)).rejects.toThrow('crash');
    around.weather = () => undefined;
    around.entries.clear();
    const key =
      [...around.files.keys()]
        .filter((name) => name.startsWith('seals/'))
        .sort()
        .at(-1) ?? '';
    const seal = parseSeal(around.files.get(key) ?? new Uint8Array());
    if (!seal) throw new Error('the seal was expected to be there');
    around.files.set(key, sealBytes({ ...seal, number: seal.number + 1 }));
    await expect(around.open().seal(home)).rejects.toThrow(`${key} is later than the last seal`);
    expect(around.entries.size).toBe(0);
  });

  it('begins no other chain beside the one that is there while the key of its signer cannot be read', async () => {
    const { around, queue } = await written();
    around.entries.clear();
    const [{ publicKeyPem }, stored] = [around.signer, around.files.size];
    around.signer = { ...around.signer, publicKeyPem: 'none' };
    queue.send(around.now, 1);
    await expect(queue.deliver(around.open())).rejects.toThrow(/is no P-256 key in PEM/);
    expect([around.entries.size, around.files.size]).toEqual([0, stored]);
    around.signer = { ...around.signer, publicKeyPem };
    await queue.deliver(around.open());
    await finish(around, queue);
  });

  it('stops where the archive does not tell, and stores nothing', async () => {
    const { around } = await written();
    around.files.delete([...around.files.keys()].find((key) => key.includes('000001.nd')) ?? '');
    around.entries.clear();
    await expect(around.open().seal(home)).rejects.toThrow('segment 1 is missing');
    expect(around.entries.size).toBe(0);
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

describe('a ledger whose sealing key was replaced', () => {
  /** An hour under each of two keys. */
  async function replaced() {
    const around = new Surroundings();
    const [first, second] = [around.signer, testSigner()];
    const queue = new Queue();
    for (const signer of [first, second]) {
      around.signer = signer;
      queue.send(around.now, 3);
      await queue.deliver(around.open());
      around.now += HOUR;
      await around.open().seal(home);
    }
    return { around, queue, first, second };
  }

  it('goes on with the chain under the new one, which lies beside the first', async () => {
    const { around, first, second } = await replaced();
    const { fingerprint = '' } = readPublicKey(second.publicKeyPem) ?? {};
    expect(around.files.has(laterPublicKeyKey(fingerprint))).toBe(true);
    expect(await around.verify(first, second)).toMatchObject({ status: 'proven', counts: { records: 6 } });
    expect(await around.verify(first)).toMatchObject({ status: 'failed' });
  });

  it('and whose table was lost then goes on from seals of either key', async () => {
    const { around, queue, first, second } = await replaced();
    const third = testSigner();
    for (const signer of [second, third, first]) {
      around.signer = signer;
      around.entries.clear();
      queue.send(around.now, 2);
      await queue.deliver(around.open());
      around.now += HOUR;
      await around.open().seal(home);
    }
    const report = await around.verify(first, second, third);
    expect(report).toMatchObject({ status: 'proven', problems: [], counts: { records: 12 } });
    expect(report.notes.filter(({ kind }) => kind === 'key-changed')).toHaveLength(3);
  });

  it('and whose table was lost does not go on from a seal of a key that the archive does not hold', async () => {
    const { around, second } = await replaced();
    around.entries.clear();
    around.signer = testSigner();
    around.files.delete(laterPublicKeyKey(readPublicKey(second.publicKeyPem)?.fingerprint ?? ''));
    await expect(around.open().seal(home)).rejects.toThrow(/later than the last seal with a valid signature/);
  });
});
