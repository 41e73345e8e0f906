import { describe, expect, it } from 'vitest';
import { createGapLog } from '../../../engine/assessment/gaps.ts';
import { home } from '../evidence/archive.ts';

const at = (time: string) => `2026-03-01T${time}:00.000Z`;
const notice = (from: string, to: string) => ({
  subject: 'change events',
  from: at(from),
  to: at(to),
  because: 'off',
});

describe('gaps', () => {
  it('are those that notices tell, oldest first', () => {
    const log = createGapLog();
    log.told(home, notice('12:00', '13:00'));
    log.told(home, notice('02:00', '03:00'));
    expect(log.gaps(at('20:00'), [])).toEqual([
      { subject: 'change events', ...home, from: at('02:00'), to: at('03:00'), because: 'off' },
      { subject: 'change events', ...home, from: at('12:00'), to: at('13:00'), because: 'off' },
    ]);
  });

  it('are not of what had not begun', () => {
    const log = createGapLog();
    log.told(home, notice('12:00', '13:00'));
    expect(log.gaps(at('11:00'), [])).toEqual([]);
  });

  it('lie between canaries that should have had others between them', () => {
    const log = createGapLog();
    for (const time of ['01:00', '02:00', '03:30', '06:00']) log.canary(home, at(time));
    expect(log.gaps(at('07:00'), []).map(({ from, to }) => [from, to])).toEqual([[at('03:30'), at('06:00')]]);
  });

  it('go on after the last canary', () => {
    const log = createGapLog();
    log.canary(home, at('01:00'));
    expect(log.gaps(at('02:30'), [])).toEqual([]);
    expect(log.gaps(at('02:31'), [])).toMatchObject([{ from: at('01:00'), to: null }]);
  });

  it('are told once: a notice says more than the silence that it explains', () => {
    const log = createGapLog();
    log.canary(home, at('01:00'));
    log.told(home, notice('01:00', '05:00'));
    log.canary(home, at('05:00'));
    expect(log.gaps(at('05:30'), [])).toHaveLength(1);
    log.canary({ ...home, region: 'us-east-1' }, at('01:00'));
    log.canary({ ...home, region: 'us-east-1' }, at('05:00'));
    expect(log.gaps(at('05:30'), [])).toHaveLength(2);
  });

  it('are all that comes after the newest seal', () => {
    const log = createGapLog();
    expect(log.gaps(at('05:00'), [{ ...home, end: at('04:00') }])).toEqual([]);
    expect(log.gaps(at('06:00'), [{ ...home, end: at('04:00') }])).toMatchObject([
      { subject: 'the archive', ...home, from: at('04:00'), to: null },
    ]);
  });
});
