import { describe, expect, it } from 'vitest';
import { createGapLog } from '../../../engine/assessment/gaps.ts';
import { away, home } from '../evidence/archive.ts';

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const NOTEBOOKS = 'resources of type AWS::SageMaker::NotebookInstance';
const begins = { subject: NOTEBOOKS, from: at(1), to: null, because: 'access denied' };
const ends = { subject: NOTEBOOKS, from: at(1), to: at(5), because: 'it can be read again' };

describe('gaps that notices tell', () => {
  it('are one where the second notice tells the end of the first, for the reason that was given then', () => {
    const log = createGapLog();
    log.told(home, begins);
    expect(log.gaps(at(3), [])).toEqual([{ ...begins, ...home }]);
    log.told(home, ends);
    expect(log.gaps(at(9), [])).toEqual([{ ...begins, to: at(5), ...home }]);
  });

  it('are one where two evaluators told the beginning', () => {
    const log = createGapLog();
    log.told(home, begins);
    log.told(home, { ...begins, from: at(2) });
    log.told(home, ends);
    expect(log.gaps(at(9), [])).toEqual([{ ...begins, to: at(5), ...home }]);
  });

  it('are two where it begins again, is elsewhere, or is about something else', () => {
    const log = createGapLog();
    log.told(home, begins);
    log.told(away, begins);
    log.told(home, ends);
    log.told(home, { ...begins, from: at(7) });
    log.told(home, { ...begins, subject: 'change events', from: at(2), to: at(3) });
    expect(log.gaps(at(9), []).map(({ subject, region, from, to }) => [subject, region, from, to])).toEqual([
      [NOTEBOOKS, home.region, at(1), at(5)],
      [NOTEBOOKS, away.region, at(1), null],
      ['change events', home.region, at(2), at(3)],
      [NOTEBOOKS, home.region, at(7), null],
    ]);
  });
});
