import { describe, expect, it } from 'vitest';
import { isMarked } from '../../../rules/_families/tag-marks.ts';

describe('tags that the user named', () => {
  const list = [
    { Key: 'stage', Value: 'production' },
    { Key: 'owner', Value: '' },
  ];
  const map = { stage: 'production', owner: '' };

  it.each([
    ['the key, whatever its value', ['stage'], true],
    ['key and value', ['stage=production'], true],
    ['one mark of several', ['stage=test', 'stage=production'], true],
    ['a key without a value', ['owner'], true],
    ['another value', ['stage=test'], false],
    ['a part of the value', ['stage=prod'], false],
    ['a value alone', ['production'], false],
    ['another key', ['phase'], false],
    ['no marks', [], false],
  ])('%s', (_name, marks, expected) => {
    expect([isMarked(list, marks), isMarked(map, marks)]).toEqual([expected, expected]);
  });

  it.each([
    ['no tags', undefined],
    ['an empty list', []],
    ['a tag without a key', [{ Value: 'production' }]],
    ['a tag without a value', [{ Key: 'stage' }]],
    ['a key of a map without a value', { stage: undefined }],
  ])('%s has no mark', (_name, tags) => {
    expect(
      isMarked(tags, ['stage', 'stage=production', 'stage=undefined', 'undefined', 'undefined=production']),
    ).toBe(false);
  });
});
