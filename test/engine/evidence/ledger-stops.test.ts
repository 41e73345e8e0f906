import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { away, home } from './archive.ts';
import { BEGIN, entryOf, finish, MINUTE, Queue, Surroundings } from './ledger-kit.ts';

const HOUR = 60 * MINUTE;

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
