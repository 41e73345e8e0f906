import { describe, expect, it } from 'vitest';
import { endOfDay, instant, properties, unlessEmpty } from '../../../reports/oscal/property.ts';

describe('properties', () => {
  it('are ours by their namespace, and left out where there is nothing to say', () => {
    expect(properties({ a: 'x', b: null, c: undefined, d: 0, e: false })).toEqual([
      { name: 'a', ns: 'assay://oscal', value: 'x' },
      { name: 'd', ns: 'assay://oscal', value: '0' },
      { name: 'e', ns: 'assay://oscal', value: 'false' },
    ]);
  });

  it('hold a line and never nothing, which OSCAL does not take', () => {
    expect(properties({ a: '', b: 'x\ny' }).map(({ value }) => value)).toEqual(['(empty)', 'x y']);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-11-02T12:00:00Z', '2026-11-02T12:00:00.000Z'],
    ['2026-11-02T13:00:00+01:00', '2026-11-02T12:00:00.000Z'],
    ['whenever', undefined],
    ['', undefined],
    [null, undefined],
  ])('of %j is %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it('ends a day with its last second', () => {
    expect(endOfDay('2026-12-31')).toBe('2026-12-31T23:59:59.000Z');
    expect(endOfDay('some day')).toBeUndefined();
  });
});

describe('a list', () => {
  it('is left out where it is empty', () => {
    expect(unlessEmpty([])).toBeUndefined();
    expect(unlessEmpty([1])).toEqual([1]);
  });
});
