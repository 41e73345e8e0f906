import { describe, expect, it } from 'vitest';
import { OPT_OUT_TAG, optOutOf } from '../../../engine/remediation/opt-out.ts';

const state = (text: string) => optOutOf({ [OPT_OUT_TAG]: text }, '2026-03-01').state;

describe('an opt-out', () => {
  it.each([
    ['owner=Ann;reason=a study;until=2026-04-01', 'in-force'],
    ['owner=Ann reason=a study until=2026-04-01', 'in-force'],
    ['until=2026-03-01 / owner=Ann / reason=x', 'in-force'],
    ['owner=Ann;reason=a study;until=2026-02-28', 'past'],
    ['owner=Ann;reason=a study', 'malformed'],
    ['owner=;reason=x;until=2026-04-01', 'malformed'],
    ['owner=Ann;reason=x;until=2026-02-30', 'malformed'],
    ['owner=Ann;reason=x;until=soon', 'malformed'],
    ['owner=Ann;reason=x;until=2026-04-01T00:00', 'malformed'],
    ['owner=Ann;reason=x;until=+012026-04-01', 'malformed'],
    ['yes', 'malformed'],
    ['', 'malformed'],
  ])('%s: %s', (text, expected) => {
    expect(state(text)).toBe(expected);
  });

  it('is none without the tag', () => {
    expect(optOutOf({}, '2026-03-01')).toEqual({ state: 'none' });
  });

  it('is of a tag that owners know by name', () => {
    expect(optOutOf({ 'assay:remediation-opt-out': 'yes' }, '2026-03-01').state).toBe('malformed');
  });

  it.each([
    ['reason=x', /owner, until$/],
    ['owner=Ann;reason=x;until=soon', /until=soon /],
  ])('says what is wrong with it: %s', (text, words) => {
    expect(optOutOf({ [OPT_OUT_TAG]: text }, '2026-03-01')).toMatchObject({
      state: 'malformed',
      because: expect.stringMatching(words),
    });
  });

  it.each([
    'owner= Ann;reason=x',
    'owner=Ann;,/ reason=x',
    'owner=Ann ; reason=x ',
  ])('takes what parts its parts for none of them: %s', (text) => {
    expect(optOutOf({ [OPT_OUT_TAG]: `${text};until=2026-04-01` }, '2026-03-01')).toMatchObject({
      owner: 'Ann',
      reason: 'x',
    });
  });

  it('tells whose it is, and why', () => {
    const text = 'reason=owned by research, see owner;owner=Ann Lee;until=2026-04-01';
    expect(optOutOf({ [OPT_OUT_TAG]: text }, '2026-03-01')).toEqual({
      state: 'in-force',
      owner: 'Ann Lee',
      reason: 'owned by research, see owner',
      until: '2026-04-01',
    });
  });
});
