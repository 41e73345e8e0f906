import { describe, expect, it } from 'vitest';
import {
  countText,
  dayText,
  dueText,
  instantText,
  isOverdue,
  isWebAddress,
  percentText,
  shellWord,
  shortName,
  shown,
  valueText,
} from '../../../reports/html/words.ts';

describe('words of the page', () => {
  it.each([
    ['plain-name', 'plain-name'],
    ['\u202Egnp', '[U+202E]gnp'],
    ['a\u0000b\nc', 'a[U+0000]b[U+000A]c'],
    ['a\u2028b\u2029c', 'a[U+2028]b[U+2029]c'],
    ['half\ud83d', 'half[U+D83D]'],
    ['whole\u{1F600}', 'whole\u{1F600}'],
    ['zero\u200Bwidth', 'zero[U+200B]width'],
    ['نموذج', 'نموذج'],
  ])('show %j as %j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    [0, 10, '0 %'],
    [1, 1000, '1 %'],
    [999, 1000, '99 %'],
    [10, 10, '100 %'],
    [2, 3, '67 %'],
    [0, 0, '–'],
  ])('%i of %i is %s', (part, whole, expected) => {
    expect(percentText(part, whole)).toBe(expected);
  });

  it.each([
    [1, '1 day'],
    [0, '0 days'],
    [2000, '2,000 days'],
  ])('count %i', (count, expected) => {
    expect(countText(count, 'day')).toBe(expected);
  });

  it('tell days and instants, and leave alone what is none', () => {
    expect(dayText('2026-11-02')).toBe('2 Nov 2026');
    expect(instantText('2026-11-02T12:05:00.000Z')).toBe('2 Nov 2026, 12:05 UTC');
    expect(instantText('2026-11-02')).toBe('2 Nov 2026');
    expect(dayText('never')).toBe('never');
  });

  it.each([
    ['2026-11-05T13:00:00.000Z', 'due in 3 days'],
    ['2026-11-03T12:00:00.000Z', 'due in 1 day'],
    ['2026-11-02T20:00:00.000Z', 'due today'],
    ['2026-11-02T11:00:00.000Z', '1 day overdue'],
    ['2026-10-21T12:00:00.000Z', '12 days overdue'],
  ])('on 2 November %s is %s', (dueAt, expected) => {
    expect(dueText(dueAt, '2026-11-02T12:00:00.000Z')).toBe(expected);
  });

  it('call nothing overdue that has no service level or still has time', () => {
    const asOf = '2026-11-02T12:00:00.000Z';
    expect(isOverdue({ dueAt: null }, asOf)).toBe(false);
    expect(isOverdue({ dueAt: asOf }, asOf)).toBe(false);
    expect(isOverdue({ dueAt: '2026-11-02T11:59:59.999Z' }, asOf)).toBe(true);
  });

  it.each([
    ['arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/a:b', 'notebook-instance/a:b'],
    ['arn:aws:s3:::bucket', 'bucket'],
    ['arn:odd', 'arn:odd'],
    ['Notebook', 'Notebook'],
  ])('shorten %s to %s', (id, expected) => {
    expect(shortName(id)).toBe(expected);
  });

  it.each([
    ['./evidence', './evidence'],
    ['s3://bucket/prefix', 's3://bucket/prefix'],
    ['my evidence', `'my evidence'`],
    [`it's; rm -rf ~`, `'it'\\''s; rm -rf ~'`],
    ['$(id)', `'$(id)'`],
    ['', `''`],
  ])('make one shell word of %j', (text, expected) => {
    expect(shellWord(text)).toBe(expected);
  });

  it.each([
    [null, 'absent'],
    ['text', 'text'],
    [false, 'false'],
    [{ a: [1] }, '{"a":[1]}'],
  ])('tell the value %j as %s', (value, expected) => {
    expect(valueText(value)).toBe(expected);
  });

  it('link only what is on the web', () => {
    expect(isWebAddress('https://docs.aws.amazon.com/')).toBe(true);
    expect(isWebAddress('javascript:alert(1)')).toBe(false);
    expect(isWebAddress('http://example.com')).toBe(false);
  });
});
