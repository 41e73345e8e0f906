import { expect, it } from 'vitest';
import { addSenders, type SendersSeen, seeSender } from '../../../engine/evidence/senders.ts';
import type { JsonObject } from '../../../resources/resource.ts';

const after = (...records: readonly JsonObject[]): SendersSeen => {
  const seen: SendersSeen = new Map();
  for (const [index, record] of records.entries()) seeSender(seen, record, () => `record ${index + 1}`);
  return seen;
};

it('counts what others sent, and remembers the first of each', () => {
  const by = (sender: string) => ({ kind: 'evaluation', sender });
  expect(after({ kind: 'evaluation' }, by('eve'), by('mallory'), by('eve'))).toEqual(
    new Map([
      ['eve', { records: 2, first: 'record 2' }],
      ['mallory', { records: 1, first: 'record 3' }],
    ]),
  );
});

it.each([
  ['gate-result', 0],
  ['legal-hold', 0],
  ['deleted', 1],
  ['waiver', 1],
])('a %s of another is counted %i times: some are for others to send', (kind, count) => {
  expect(after({ kind, sender: 'eve' }).size).toBe(count);
});

it('is told by a text only', () => expect(after({ kind: 'evaluation', sender: 7 }).size).toBe(0));

it('adds up over seals', () => {
  const whole = after({ kind: 'deleted', sender: 'eve' });
  addSenders(whole, after({ kind: 'gap' }, { kind: 'gap', sender: 'eve' }, { kind: 'gap', sender: 'bob' }));
  expect(whole).toEqual(
    new Map([
      ['eve', { records: 2, first: 'record 1' }],
      ['bob', { records: 1, first: 'record 3' }],
    ]),
  );
});
