import { expect, it } from 'vitest';
import { capped, cut } from '../../engine/capped.ts';

it('keeps five observations, and of a long value the beginning', () => {
  const many = Array.from({ length: 6 }, (_, index) => ({ path: `P${index}`, expected: [1], actual: null }));
  expect(capped(many)).toEqual(many.slice(0, 5));
  const [only] = capped([{ path: 'x'.repeat(600), expected: 'y'.repeat(600), actual: ['z'.repeat(600)] }]);
  expect(only?.path).toBe(`${'x'.repeat(511)}…`);
  expect(only?.expected).toBe(`"${'y'.repeat(510)}…`);
  expect(only?.actual).toBe(`["${'z'.repeat(509)}…`);
});

it('cuts no character in two', () => {
  expect(cut('x'.repeat(512))).toBe('x'.repeat(512));
  expect(cut(`${'x'.repeat(510)}😀${'x'.repeat(10)}`)).toBe(`${'x'.repeat(510)}\uFFFD…`);
});
