import { describe, expect, it } from 'vitest';
import { readAhead } from '../../../../adapters/aws/ledger/read-ahead.ts';

const keys = Array.from({ length: 20 }, (_, index) => `seals/${String(index).padStart(2, '0')}`).flatMap(
  (name) => [`${name}.sig`, `${name}.json`],
);
const seals = keys.filter((key) => key.endsWith('.json'));

function opened(fails?: string) {
  const asked: string[] = [];
  const read = readAhead(keys, async (key) => {
    asked.push(key);
    if (key === fails) throw new Error(`${key} is denied`);
    return Buffer.from(key);
  });
  return { asked, text: async (key: string) => Buffer.from(await read(key)).toString() };
}

describe('reading ahead', () => {
  it('asks for each key once, and for the next eight of its kind as soon as two were read in a row', async () => {
    const { asked, text } = opened();
    await text(seals[0] ?? '');
    expect(asked).toEqual(seals.slice(0, 1));
    await text(seals[1] ?? '');
    expect(asked).toEqual(seals.slice(0, 10));
    for (const key of seals.slice(2)) expect(await text(key)).toBe(key);
    expect(asked).toEqual(seals);
  });

  it('asks for nothing that nobody may want where there is no order', async () => {
    const { asked, text } = opened();
    const some = [5, 3, 9, 1].map((index) => seals[index] ?? '');
    for (const key of some) expect(await text(key)).toBe(key);
    expect(asked).toEqual(some);
  });

  it('forgets what it has when the order is left, and reads it again when asked', async () => {
    const { asked, text } = opened();
    for (const index of [0, 1, 15]) await text(seals[index] ?? '');
    const before = asked.length;
    expect(await text(seals[2] ?? '')).toBe(seals[2]);
    expect(asked.slice(before)).toEqual([seals[2]]);
  });

  it('tells of a failure to whoever asks for what failed, and to nobody else', async () => {
    const { text } = opened(seals[4]);
    for (const index of [0, 1, 2, 3]) expect(await text(seals[index] ?? '')).toBe(seals[index]);
    await expect(text(seals[4] ?? '')).rejects.toThrow(/04\.json is denied/);
    expect(await text(seals[5] ?? '')).toBe(seals[5]);
  });

  it('reads what is not among the keys', async () => {
    expect(await opened().text('other')).toBe('other');
  });
});
