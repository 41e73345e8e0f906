import { describe, expect, it } from 'vitest';
import {
  CANARY_KEY,
  type CanaryMemory,
  canaryEntry,
  canaryIn,
  canaryNotice,
  canaryOf,
  canaryVerdict,
  gapNotice,
} from '../../engine/canary.ts';
import { noticeRecord } from '../../engine/evidence/record.ts';

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** As EventBridge hands on what PutEvents took. */
function delivered({ Source, DetailType, Detail }: ReturnType<typeof canaryEntry>) {
  return { version: '0', source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) };
}

describe('the canary', () => {
  it('is remembered under a key that no resource has: theirs begin with an account', () => {
    expect(CANARY_KEY).toMatch(/^[a-z]+$/);
  });

  const event = delivered(canaryEntry({ sentAt: at(1) }));

  it('is known again when it arrives', () => {
    expect(canaryOf(event)).toEqual({ sentAt: at(1) });
    expect(event).toMatchObject({ source: 'assay.canary', 'detail-type': 'Assay Canary' });
    expect(event.detail).toEqual({ schema: 'assay.canary/1', sentAt: at(1) });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'assay.canary'],
    ['another source', { ...event, source: 'aws.sagemaker' }],
    ['no detail', { ...event, detail: null }],
    ['another schema', { ...event, detail: { ...event.detail, schema: 'assay.canary/2' } }],
    ['a time that is none', { ...event, detail: { ...event.detail, sentAt: 'noon' } }],
    ['a time that is no text', { ...event, detail: { ...event.detail, sentAt: 1 } }],
  ])('is not %s', (_name, other) => {
    expect(canaryOf(other)).toBeUndefined();
  });

  it('is found in its notice, and in no other', () => {
    const recordedAt = new Date(at(2));
    const notice = canaryNotice({ sentAt: at(1) }, recordedAt);
    expect(notice).toMatchObject({ kind: 'canary', recordedAt: at(2), detail: { sentAt: at(1) } });
    expect(canaryIn(notice)).toEqual({ sentAt: at(1) });
    expect(canaryIn({ ...notice, sender: 'AROAEVE:eve' })).toBeUndefined();
    expect(canaryIn(noticeRecord('gap', recordedAt, { sentAt: at(1) }))).toBeUndefined();
    expect(canaryIn({ kind: 'canary' })).toBeUndefined();
  });
});

describe('what became of the last canary', () => {
  const before: CanaryMemory = { sentAt: at(1), toldUntil: at(0) };

  it('is not asked before there was one', () => {
    const verdict = canaryVerdict(null, { evaluated: null, inSegment: null }, at(1));
    expect(verdict).toEqual({ status: 'first', memory: { sentAt: at(1), toldUntil: at(1) } });
  });

  it.each<[string, string | null, string | null]>([
    ['is in a segment', at(1), at(1)],
    ['is in a segment, and so is a later one', at(2), at(2)],
    ['is in a segment, though an old one was evaluated after it', at(0), at(1)],
  ])('is that it arrived if it %s', (_name, evaluated, inSegment) => {
    expect(canaryVerdict(before, { evaluated, inSegment }, at(2))).toEqual({
      status: 'arrived',
      memory: { sentAt: at(2), toldUntil: at(1) },
    });
  });

  it.each<[string, string | null, string | null, RegExp]>([
    ['was evaluated and is in no segment', at(1), at(0), /its notice is in no segment/],
    ['was not evaluated', at(0), at(0), /reached no evaluation/],
    ['was not evaluated, nor any before it', null, null, /reached no evaluation/],
  ])('is that it is missing if it %s', (_name, evaluated, inSegment, because) => {
    expect(canaryVerdict(before, { evaluated, inSegment }, at(2))).toEqual({
      status: 'missing',
      gap: { from: at(0), to: at(2), because: expect.stringMatching(because) },
      memory: { sentAt: at(2), toldUntil: at(2) },
    });
  });

  it('is told in gaps that leave out no time and tell none twice, from the last that came through to the next', () => {
    const lost = new Set([2, 3, 4]);
    let memory: CanaryMemory | null = null;
    let inSegment: string | null = null;
    const gaps: (string | undefined)[][] = [];
    for (let hour = 0; hour <= 7; hour += 1) {
      if (hour > 0 && !lost.has(hour - 1)) inSegment = at(hour - 1);
      const verdict = canaryVerdict(memory, { evaluated: inSegment, inSegment }, at(hour));
      if (verdict.gap) gaps.push([verdict.gap.from, verdict.gap.to]);
      memory = verdict.memory;
    }
    expect(gaps).toEqual([
      [at(1), at(3)],
      [at(3), at(4)],
      [at(4), at(5)],
    ]);
  });

  it.each<[string, number, boolean]>([
    ['an hour', 60, false],
    ['an hour and a half', 90, false],
    ['longer', 91, true],
  ])('leaves a gap only after a pause that is too long: %s', (_name, minutes, isGap) => {
    const now = new Date(Date.parse(at(1)) + minutes * 60_000).toISOString();
    const { status, gap, memory } = canaryVerdict(before, { evaluated: at(1), inSegment: at(1) }, now);
    expect(status).toBe('arrived');
    const because = 'no canary was sent in this time';
    expect(gap).toEqual(isGap ? { from: at(1), to: now, because } : undefined);
    expect(memory).toEqual({ sentAt: now, toldUntil: isGap ? now : at(1) });
  });

  it('becomes evidence where there is a gap', () => {
    const notice = gapNotice({ from: at(1), to: at(2), because: 'why' }, new Date(at(3)));
    expect(notice).toEqual({
      schema: 'assay.evidence/1',
      kind: 'gap',
      recordedAt: at(3),
      detail: { subject: 'change events', from: at(1), to: at(2), because: 'why' },
    });
  });
});
