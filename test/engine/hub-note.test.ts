import { describe, expect, it } from 'vitest';
import type { HubWord } from '../../engine/hub-finding.ts';
import { NOTE_AUTHOR, noteText, signed, WORKFLOW_OF, wordIn } from '../../engine/hub-note.ts';

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

  it.each(NOTES)('says in words of its own which workflow it goes with: %s', (note) => {
    const beginning = { SUPPRESSED: 'Suppressed', NEW: 'New again', RESOLVED: 'Resolved' }[WORKFLOW_OF[note]];
    expect(noteText(note, undefined).startsWith(beginning)).toBe(true);
    expect(NOTES.filter((other) => noteText(other, undefined) === noteText(note, undefined))).toEqual([note]);
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

  it('is cut only if it must be, and then begins as it did', () => {
    const mark = ` [assay waived ${AT}]`;
    const longest = 'x'.repeat(512 - mark.length);
    expect(signed(longest, { note: 'waived', at: AT })).toBe(`${longest}${mark}`);
    expect(signed(`${longest}y`, { note: 'waived', at: AT })).toBe(`${longest.slice(0, -1)}…${mark}`);
  });

  it.each([
    'no mark',
    `[assay forgiven ${AT}]`,
    `[assay constructor ${AT}]`,
    '[assay waived yesterday]',
    `[assay waived ${AT}] and more`,
  ])('is not this: %s', (text) => expect(wordIn({ text, by: NOTE_AUTHOR })).toBeUndefined());
});
