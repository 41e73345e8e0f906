import { describe, expect, it } from 'vitest';
import { Spill } from '../../cli/spill.ts';

describe('text kept for later', () => {
  it.each([
    ['nothing', []],
    ['a little', ['a', 'b', 'ü']],
    ['more than memory should hold', Array.from({ length: 40 }, (_, index) => `${index}ü🙂`.repeat(100_000))],
  ])('%s comes back whole and in order', (_name, texts) => {
    const spill = new Spill();
    for (const text of texts) spill.write(text);
    expect(Array.from(spill.drain()).join('') === texts.join('')).toBe(true);
  });
});
