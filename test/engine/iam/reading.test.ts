import { describe, expect, it } from 'vitest';
import { certain, reading } from '../../../engine/iam/reading.ts';
import { UnreadableValueError } from '../../../engine/verdict.ts';

const refused = () => {
  throw new UnreadableValueError('access denied');
};

describe('reading', () => {
  it('keeps a value, or why it cannot be known', () => {
    expect(reading(() => 1)).toEqual({ value: 1 });
    expect(reading(refused)).toEqual({ unreadable: 'access denied' });
  });

  it('lets a fault go on', () => {
    const fault = new TypeError('a fault');
    const broken = () => {
      throw fault;
    };
    expect(() => reading(broken)).toThrow(fault);
  });
});

describe('certain', () => {
  it('gives the value, or throws the reason', () => {
    expect(certain({ value: 1 })).toBe(1);
    expect(() => certain({ unreadable: 'access denied' })).toThrow(new UnreadableValueError('access denied'));
  });
});
