import { describe, expect, it } from 'vitest';
import { createGapLog } from '../../../engine/assessment/gaps.ts';
import type { Shard } from '../../../engine/evidence/layout.ts';
import { home } from '../evidence/archive.ts';

const at = (time: string) => `2026-03-01T${time}:00.000Z`;
const notice = (from: string, to: string) => ({
  subject: 'change events',
  from: at(from),
  to: at(to),
  because: 'off',
});

const begun = (from: string) => ({ subject: 'sweeps', from: at(from), because: 'it failed' });

describe('gaps', () => {
  it('are none where nothing was told', () => {
    expect(createGapLog().gaps(at('20:00'), [])).toEqual([]);
  });

  it('are those that notices tell, oldest first', () => {
    const log = createGapLog();
    log.told(home, notice('12:00', '13:00'));
    log.told(home, notice('02:00', '03:00'));
    expect(log.gaps(at('20:00'), [])).toEqual([
      { subject: 'change events', ...home, from: at('02:00'), to: at('03:00'), because: 'off' },
      { subject: 'change events', ...home, from: at('12:00'), to: at('13:00'), because: 'off' },
    ]);
  });

  it('stay in the order in which they were told where they began together', () => {
    const log = createGapLog();
    const told = ['12:00 13:00', '02:00 03:00', '02:00 04:00', '01:00 05:00', '13:00 14:00'].map((each) =>
      each.split(' '),
    );
    for (const [from = '', to = ''] of told) log.told(home, notice(from, to));
    expect(log.gaps(at('20:00'), []).map(({ to }) => to)).toEqual(
      ['05:00', '03:00', '04:00', '13:00', '14:00'].map(at),
    );
  });

  it('end where a later notice of the same place says so', () => {
    const log = createGapLog();
    log.told(home, begun('01:00'));
    const open = { subject: 'sweeps', ...home, from: at('01:00'), to: null, because: 'it failed' };
    expect(log.gaps(at('20:00'), [])).toEqual([open]);
    log.told(home, { ...begun('02:00'), to: at('03:00') });
    expect(log.gaps(at('20:00'), [])).toEqual([{ ...open, to: at('03:00') }]);
    log.told(home, begun('04:00'));
    expect(log.gaps(at('20:00'), [])).toHaveLength(2);
  });

  it.each([
    ['subject', home, { subject: 'change events' }],
    ['account', { ...home, account: '444455556666' }, {}],
    ['Region', { ...home, region: 'us-east-1' }, {}],
  ])('do not end by a notice of another %s', (_what, shard, detail) => {
    const log = createGapLog();
    log.told(home, begun('01:00'));
    log.told(shard, { ...begun('02:00'), to: at('03:00'), ...detail });
    expect(log.gaps(at('20:00'), []).map(({ from, to }) => [from, to])).toEqual([
      [at('01:00'), null],
      [at('02:00'), at('03:00')],
    ]);
  });

  it('have no words that are none', () => {
    const log = createGapLog();
    log.told(home, { subject: 7, from: at('01:00'), to: at('02:00') });
    expect(log.gaps(at('20:00'), [])).toMatchObject([{ subject: '', because: '' }]);
  });

  it('are not of what had not begun', () => {
    const log = createGapLog();
    log.told(home, notice('12:00', '13:00'));
    expect(log.gaps(at('11:00'), [])).toEqual([]);
    expect(log.gaps(at('12:00'), [])).toHaveLength(1);
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

  it('are those of the newest canary, whichever comes last', () => {
    const log = createGapLog();
    for (const time of ['01:00', '03:00', '02:00']) log.canary(home, at(time));
    expect(log.gaps(at('04:00'), []).map(({ from, to }) => [from, to])).toEqual([[at('01:00'), at('03:00')]]);
  });

  it('are of change events, which canaries stand for', () => {
    const log = createGapLog();
    log.canary(home, at('01:00'));
    expect(log.gaps(at('06:00'), [])).toEqual([
      {
        subject: 'change events',
        ...home,
        from: at('01:00'),
        to: null,
        because: expect.stringMatching(/canary/),
      },
    ]);
  });

  const explaining: readonly (readonly [
    string,
    Shard,
    { readonly from: string; readonly to?: string },
    string,
    number,
  ])[] = [
    ['from before to after', home, { from: '00:30', to: '05:30' }, '05:00', 1],
    ['from its beginning to its end', home, { from: '01:00', to: '05:00' }, '05:00', 1],
    ['without an end', home, { from: '01:00' }, '05:00', 1],
    ['from later', home, { from: '01:01', to: '05:00' }, '05:00', 2],
    ['to earlier', home, { from: '01:00', to: '04:59' }, '05:00', 2],
    ['of another account', { ...home, account: '444455556666' }, { from: '01:00', to: '05:00' }, '05:00', 2],
    ['of another Region', { ...home, region: 'us-east-1' }, { from: '01:00', to: '05:00' }, '05:00', 2],
  ];

  it.each(
    explaining,
  )('told by a notice %s explain a silence, or stand beside it', (_what, shard, told, next, count) => {
    const log = createGapLog();
    const to = told.to === undefined ? {} : { to: at(told.to) };
    log.told(shard, { subject: 'change events', because: 'off', from: at(told.from), ...to });
    for (const time of ['01:00', next]) log.canary(home, at(time));
    expect(log.gaps(at('05:30'), [])).toHaveLength(count);
  });

  it('that go on are explained by a notice that goes on alone', () => {
    const log = createGapLog();
    log.canary(home, at('01:00'));
    log.told(home, notice('01:00', '05:00'));
    expect(log.gaps(at('06:00'), [])).toHaveLength(2);
    log.told(home, begun('00:30'));
    expect(log.gaps(at('06:00'), []).map(({ subject }) => subject)).toEqual(['sweeps', 'change events']);
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
      {
        subject: 'the archive',
        ...home,
        from: at('04:00'),
        to: null,
        because: expect.stringMatching(/seal/),
      },
    ]);
  });
});
