import { expect, it } from 'vitest';
import { laterThan } from '../../engine/later-than.ts';
import { at } from '../support/posture.ts';

it.each([
  [undefined, at(1), at(1)],
  [at(0), at(1), at(1)],
  [at(1), at(1), '2026-03-01T01:00:00.001Z'],
  [at(2), at(1), '2026-03-01T02:00:00.001Z'],
])('after %s, %s is told as %s: Security Hub heeds only what is newer', (before, now, expected) => {
  expect(laterThan(before, now)).toBe(expected);
});
