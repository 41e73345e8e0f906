import { describe, expect, it } from 'vitest';
import { lookedUpSealKey } from '../../../engine/evidence/layout.ts';
import { home } from './archive.ts';
import { MINUTE, Queue, Surroundings, type Weather } from './ledger-kit.ts';

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
