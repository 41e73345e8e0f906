import { describe, expect, it } from 'vitest';
import { realDay, text } from '../../engine/schema-parts.ts';

describe('parts of the schemas', () => {
  it.each([
    ['a', true],
    [' x ', true],
    ['', false],
    [' \t', false],
    [1, false],
  ])('take %j for a text: %s', (value, isText) => {
    expect(text.safeParse(value).success).toBe(isText);
  });

  it.each([
    ['2026-02-28', true],
    ['2028-02-29', true],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['26-01-01', false],
    ['2026-01-01T00:00:00Z', false],
  ])('take %j for a day: %s', (value, isDay) => {
    expect(realDay.safeParse(value).success).toBe(isDay);
  });
});
