import { expect, test } from 'vitest';
import { lazyEntries } from '../../scripts/lazy-entry.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly needs?: string;
}

const made = () => {
  const loads: string[] = [];
  const entry = lazyEntries<Entry>(['title', 'needs'])({ id: 'a' }, () => {
    loads.push('a');
    return Object.freeze({ id: 'a', title: 'A' });
  });
  return { entry, loads };
};

test('what is known of an entry loads nothing', () => {
  const { entry, loads } = made();
  expect(entry.id).toBe('a');
  expect(loads).toEqual([]);
});

test('the first look at anything else makes it whole, once, and it stays the same object', () => {
  const { entry, loads } = made();
  const seen = new Map([[entry, true]]);
  expect([entry.title, entry.needs, entry.title]).toEqual(['A', undefined, 'A']);
  expect(loads).toEqual(['a']);
  expect(seen.has(entry)).toBe(true);
  expect({ ...entry }).toEqual({ id: 'a', title: 'A' });
});

test('a member that its module lacks is absent afterwards', () => {
  const { entry } = made();
  expect(entry.needs).toBeUndefined();
  expect('needs' in entry).toBe(false);
});
