import { describe, expect, it } from 'vitest';
import { lookedUpSealKey } from '../../../engine/evidence/layout.ts';
import { openSegment } from '../../../engine/evidence/segment.ts';
import { away, home } from './archive.ts';
import { MINUTE, Queue, Surroundings, sealsOf, type Weather } from './ledger-kit.ts';

const HOUR = 60 * MINUTE;

/** Two hours with records, and one that is silent. */
async function threeHours(weather: Weather = () => undefined) {
  const around = new Surroundings();
  around.weather = weather;
  const [ledger, queue] = [around.open(), new Queue()];
  let withoutLookup = 0;
  for (const size of [20, 30, 0]) {
    if (size > 0) queue.send(around.now, size);
    await queue.deliver(ledger);
    around.now += HOUR;
    withoutLookup += (await ledger.seal(home)).withoutLookup;
  }
  const lookups = [...around.files.keys()].filter((key) => key.startsWith('lookup/'));
  return { around, lookups, withoutLookup };
}

const isLookup = (name: string): boolean => name.startsWith('put lookup/');

describe('sealing', () => {
  it('stores what can be looked up beside each seal that covers records', async () => {
    const { around, lookups, withoutLookup } = await threeHours();
    expect({ lookups: lookups.length, withoutLookup }).toEqual({ lookups: 2, withoutLookup: 0 });
    expect(lookups.every((key) => around.files.has(lookedUpSealKey(key)))).toBe(true);
    expect(await around.verify()).toMatchObject({ status: 'proven', counts: { records: 50 } });
  });

  it('goes on without it where it cannot be stored, and counts that', async () => {
    const { around, lookups, withoutLookup } = await threeHours(({ name, moment }) => {
      if (isLookup(name) && moment === 'before') throw new Error('denied');
    });
    expect({ lookups, withoutLookup }).toEqual({ lookups: [], withoutLookup: 2 });
    expect(await around.verify()).toMatchObject({ status: 'proven', counts: { records: 50 } });
  });

  it('goes on without it where a segment cannot be read back', async () => {
    const { around, withoutLookup } = await threeHours(({ name, moment }) => {
      if (name.startsWith('read evidence/') && moment === 'before') throw new Error('denied');
    });
    expect(withoutLookup).toBe(2);
    expect(await around.verify()).toMatchObject({ status: 'proven', counts: { records: 50 } });
  });

  it('goes on without it where a segment is not there any more', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(around.now, 20);
    await queue.deliver(around.open());
    const segment = [...around.files.keys()].find((key) => key.startsWith('evidence/')) ?? '';
    around.files.delete(segment);
    around.now += HOUR;
    expect(await around.open().seal(home)).toMatchObject({ seals: 1, withoutLookup: 1 });
    expect([...around.files.keys()].filter((key) => key.startsWith('lookup/'))).toEqual([]);
  });

  it('that stopped before it was stored is made up for by the next run', async () => {
    let isDown = true;
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(around.now, 20);
    await queue.deliver(around.open());
    around.now += HOUR;
    around.weather = ({ name, moment }) => {
      // The lookup was heard, and its run ended before anything else.
      if (isDown && name === 'save' && around.files.size > 4 && moment === 'before')
        throw new Error('stopped');
    };
    await expect(around.open().seal(home)).rejects.toThrow('stopped');
    isDown = false;
    expect(await around.open().seal(home)).toMatchObject({ seals: 1, withoutLookup: 0 });
    expect(await around.verify()).toMatchObject({ status: 'proven', notes: [{ kind: 'tail-not-proven' }] });
  });
});

/** A shard in which so many segments wait for their seal; it began with the second at which the clock stands. */
async function waiting(segments: number) {
  const around = new Surroundings();
  const [ledger, queue] = [around.open(), new Queue()];
  const append = async (times: number) => {
    for (let index = 0; index < times; index += 1) {
      queue.send(around.now, 1);
      await queue.deliver(ledger);
    }
  };
  await append(segments);
  return { around, append };
}

describe('a seal before the end of its hour', () => {
  it('is made where sixteen segments wait, up to the second to come', async () => {
    const { around, append } = await waiting(15);
    around.now += 5001;
    await append(1);
    expect(sealsOf(around)).toEqual([]);
    await append(1);
    expect(sealsOf(around)).toMatchObject([
      {
        segments: { first: 1, count: 16 },
        to: '2026-03-01T20:00:36.000Z',
        created: '2026-03-01T20:00:36.000Z',
      },
    ]);
    // The segment after it was closed in the same second, and may not lie before it.
    const [last = ''] = [...around.files.keys()].filter((key) => key.includes('segment-000000000017'));
    expect(openSegment(around.files.get(last) ?? new Uint8Array()).header?.closedAt).toBe(
      '2026-03-01T20:00:36.000Z',
    );
  });

  it('waits for the second to come, as seals are named by it', async () => {
    const { around, append } = await waiting(20);
    expect(sealsOf(around)).toEqual([]);
    around.now += 1;
    await append(1);
    expect(sealsOf(around)).toMatchObject([{ segments: { count: 20 }, to: '2026-03-01T20:00:31.000Z' }]);
  });

  it('does not wait for it where 128 segments do, and takes the next second', async () => {
    const { around, append } = await waiting(128);
    expect(sealsOf(around)).toEqual([]);
    await append(1);
    expect(sealsOf(around)).toMatchObject([{ segments: { count: 128 }, to: '2026-03-01T20:00:31.000Z' }]);
  });
});

describe('what a seal says besides its segments', () => {
  it('is when it was made, and the newest digest of CloudTrail, where that is known', async () => {
    const around = new Surroundings();
    const ledger = around.open({
      newestDigest: async ({ region }) => (region === home.region ? 'digest' : null),
    });
    for (const shard of [home, away]) await ledger.seal(shard);
    around.now += HOUR;
    for (const shard of [home, away]) await ledger.seal(shard);
    const created = new Date(around.now).toISOString();
    expect(sealsOf(around)).toMatchObject([
      { newestCloudTrailDigest: 'digest', created, packDigest: 'a'.repeat(64) },
    ]);
    expect(sealsOf(around, away)).toMatchObject([{ newestCloudTrailDigest: null, created }]);
  });

  it('is the newest seals of other shards, by name, asked for once a minute', async () => {
    const around = new Surroundings();
    const shards = ['us-west-2', 'eu-north-1', 'ap-south-1', 'sa-east-1'].map((region) => ({
      ...home,
      region,
    }));
    const ledger = around.open();
    for (const shard of shards) await ledger.seal(shard);
    let asked = 0;
    around.weather = ({ name, moment }) => {
      if (name === 'heads' && moment === 'before') asked += 1;
    };
    around.now += HOUR;
    const counts: number[] = [];
    // Since the table was asked: nothing, a minute, and more.
    for (const [index, later] of [0, 60_000, 1].entries()) {
      around.now += later;
      await ledger.seal(shards[index] ?? home);
      counts.push(asked);
    }
    expect(counts).toEqual([1, 1, 2]);
    await ledger.seal(shards[3] ?? home);
    const [last] = sealsOf(around, shards[3]);
    expect(last?.others.map(({ region }) => region)).toEqual(['ap-south-1', 'eu-north-1', 'us-west-2']);
    around.now += HOUR;
    await ledger.seal(shards[3] ?? home);
    const [, own] = sealsOf(around, shards[3]);
    expect(own?.others.map(({ region }) => region)).toEqual(['ap-south-1', 'eu-north-1', 'us-west-2']);
  });
});

describe('the files that an archive holds once', () => {
  it('are looked for once by each instance', async () => {
    const around = new Surroundings();
    const ledger = around.open();
    const fixed = ['index.json', 'public-key.pem'];
    const looks: string[] = [];
    around.weather = ({ name, moment }) => {
      if (moment === 'before' && fixed.some((key) => name.endsWith(` ${key}`))) looks.push(name);
    };
    await ledger.seal(home);
    expect(looks).toEqual([]);
    for (let hour = 0; hour < 2; hour += 1) {
      around.now += HOUR;
      await ledger.seal(home);
    }
    expect(looks).toEqual(['read public-key.pem', 'put public-key.pem', 'read index.json', 'put index.json']);
    around.now += HOUR;
    await around.open().seal(home);
    expect(looks.slice(4)).toEqual(['read public-key.pem', 'read index.json']);
  });
});
