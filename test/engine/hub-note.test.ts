import { describe, expect, it } from 'vitest';
import { NOTE_AUTHOR, noteText, signed, WORKFLOW_OF, wordIn } from '../../engine/hub-note.ts';
import type { HubWord } from '../../engine/posture.ts';

const AT = '2026-03-01T12:00:00.000Z';
const NOTES = Object.keys(WORKFLOW_OF) as HubWord['note'][];
const waiver = { owner: 'Bob', approver: 'Ann', ticket: 'SEC-1', reason: 'research', expires: '2026-06-30' };

describe('a note of ours', () => {
  it.each(NOTES)('is known again, and by its author only: %s', (note) => {
    const text = signed(noteText(note, waiver), { note, at: AT });
    expect(wordIn({ text, by: NOTE_AUTHOR })).toEqual({ note, at: AT });
    expect(wordIn({ text, by: 'ann' })).toBeUndefined();
  });

  it('says who accepted the risk, and until when', () => {
    expect(noteText('waived', waiver)).toBe(
      'Suppressed by a waiver until 2026-06-30: SEC-1, approved by Ann, owned by Bob: research',
    );
    expect(noteText('waived', undefined)).toBe('Suppressed by a waiver.');
    expect(noteText('resolved', waiver)).toBe('Resolved: the resource is compliant.');
  });

  it('fits, whatever the reason, and is still known', () => {
    for (const length of [440, 472, 473, 474, 5000]) {
      const text = signed('😀'.repeat(length / 2), { note: 'waived', at: AT });
      expect(text.length).toBeLessThanOrEqual(512);
      expect(text.isWellFormed()).toBe(true);
      expect(wordIn({ text, by: NOTE_AUTHOR })).toEqual({ note: 'waived', at: AT });
    }
    expect(signed('as it is', { note: 'waived', at: AT })).toBe(`as it is [assay waived ${AT}]`);
  });

  it.each([
    'no mark',
    `[assay toString ${AT}]`,
    '[assay waived yesterday]',
    `[assay waived ${AT}] and more`,
  ])('is not this: %s', (text) => expect(wordIn({ text, by: NOTE_AUTHOR })).toBeUndefined());
});
