import { describe, expect, it } from 'vitest';
import type { Seal } from '../../../engine/evidence/seal.ts';
import type { SegmentHeader } from '../../../engine/evidence/segment.ts';
import { recordProblems } from '../../../engine/evidence/verify-records.ts';
import { ACCOUNT, home } from './archive.ts';

const CLOSED = '2026-03-01T20:30:00.000Z';
const header: SegmentHeader = {
  ...home,
  schema: 'assay.segment/1',
  number: 3,
  first: 5,
  last: 6,
  count: 2,
  closedAt: CLOSED,
  previous: null,
};
const record = { schema: 'assay.evidence/1', recordedAt: CLOSED, resource: { account: ACCOUNT } };
const [fifth, sixth] = [
  { ...record, sequence: 5 },
  { ...record, sequence: 6 },
];

function problems(
  lines: readonly unknown[],
  { seal, ...more }: Partial<SegmentHeader> & { readonly seal?: Pick<Seal, 'from' | 'to'> } = {},
) {
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const found = recordProblems({
    key: 'k',
    header: { ...header, ...more },
    content: Buffer.from(['header', ...texts, ''].join('\n')),
    seal: seal as Seal | undefined,
  });
  expect(found.every(({ key }) => key === 'k')).toBe(true);
  return found.map(({ kind, message }) => [kind, message]);
}

describe('what the hashes of a segment cannot say', () => {
  it.each<[string, object]>([
    ['of its own account', {}],
    ['of a resource without an account', { resource: { account: null } }],
    ['of a resource whose account is no text', { resource: { account: 7 } }],
    ['of a resource that is none', { resource: null }],
    ['of no resource', { resource: undefined }],
    ['of five minutes after its segment was closed', { recordedAt: '2026-03-01T20:35:00.000Z' }],
  ])('is nothing of a record %s', (_name, member) => {
    expect(problems([{ ...fifth, ...member }, sixth])).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    [
      'of another version',
      { ...fifth, schema: 'assay.evidence/2' },
      'record-newer-version',
      'it has the version assay.evidence/2; this version reads assay.evidence/1: update before verifying',
    ],
    [
      'that is no object',
      'nonsense',
      'record-newer-version',
      'it has the version undefined; this version reads assay.evidence/1: update before verifying',
    ],
    ['out of sequence', { ...fifth, sequence: 7 }, 'sequence-gap', 'its sequence is 7'],
    [
      'that is later than its segment',
      { ...fifth, recordedAt: '2026-03-01T20:35:00.001Z' },
      'clock-skew',
      `its time is 2026-03-01T20:35:00.001Z, its segment was closed at ${CLOSED}`,
    ],
    [
      'without a time',
      { ...fifth, recordedAt: undefined },
      'clock-skew',
      `its time is undefined, its segment was closed at ${CLOSED}`,
    ],
    [
      'of another account',
      { ...fifth, resource: { account: '444455556666' } },
      'foreign-account',
      `it is about account 444455556666, in the evidence of ${ACCOUNT}`,
    ],
  ])('is said of a record %s', (_name, line, kind, message) => {
    expect(problems([line, sixth])).toEqual([[kind, `record 5: ${message}`]]);
    const last = typeof line === 'string' ? line : { ...sixth, ...(line as object), sequence: 6 };
    if (kind !== 'sequence-gap') expect(problems([fifth, last])).toEqual([[kind, `record 6: ${message}`]]);
  });

  it('is said once of each kind', () => {
    const faulty = { ...record, sequence: 9, recordedAt: 'soon', resource: { account: '444455556666' } };
    expect(problems([faulty, faulty])).toEqual([
      ['sequence-gap', 'record 5: its sequence is 9'],
      ['clock-skew', `record 5: its time is soon, its segment was closed at ${CLOSED}`],
      ['foreign-account', `record 5: it is about account 444455556666, in the evidence of ${ACCOUNT}`],
    ]);
  });

  it.each<[string, Partial<SegmentHeader>]>([
    ['2 records from 5 to 7', { last: 7 }],
    ['3 records from 5 to 6', { count: 3 }],
  ])('is said of a header that says %s', (said, more) => {
    expect(problems([fifth, sixth], more)).toEqual([['sequence-gap', `its header says ${said}; it holds 2`]]);
  });
});

describe('when a segment was closed', () => {
  it.each<[string, string, string, boolean]>([
    ['within the period', '2026-03-01T20:00:00.000Z', '2026-03-01T21:00:00.000Z', true],
    ['five minutes before it', '2026-03-01T20:35:00.000Z', '2026-03-01T21:00:00.000Z', true],
    ['more before it', '2026-03-01T20:35:00.001Z', '2026-03-01T21:00:00.000Z', false],
    ['five minutes after it', '2026-03-01T20:00:00.000Z', '2026-03-01T20:25:00.000Z', true],
    ['more after it', '2026-03-01T20:00:00.000Z', '2026-03-01T20:24:59.999Z', false],
  ])('is held against its seal: %s', (_name, from, to, isFine) => {
    expect(problems([fifth, sixth], { seal: { from, to } })).toEqual(
      isFine ? [] : [['clock-skew', `it was closed at ${CLOSED}, outside its seal's ${from} to ${to}`]],
    );
  });

  it('is a fault where it is no time', () => {
    const seal = { from: '2026-03-01T20:00:00.000Z', to: '2026-03-01T21:00:00.000Z' };
    expect(problems([], { seal, closedAt: 'soon', last: 4, count: 0 })).toEqual([
      ['clock-skew', `it was closed at soon, outside its seal's ${seal.from} to ${seal.to}`],
    ]);
  });
});
