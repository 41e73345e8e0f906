import { expect, it } from 'vitest';
import { firstEntry } from '../../../engine/evidence/ledger-entry.ts';
import { newState } from '../../../engine/evidence/shard.ts';
import { home } from './archive.ts';

it('the first entry of a shard has its state, and nothing under way, heard of or declared', () => {
  const state = newState(home, new Date('2026-03-01T20:00:00.000Z'));
  expect(firstEntry(state)).toEqual({
    generation: 1,
    state,
    attempts: [],
    seal: null,
    recent: [],
    canaryAt: null,
  });
});
