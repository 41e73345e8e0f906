import { describe, expect, it } from 'vitest';
import { tagsOf } from '../../../engine/remediation/tags.ts';
import { type JsonObject, unknown } from '../../../resources/resource.ts';

describe('tags of a resource', () => {
  it.each<[what: string, properties: JsonObject, tags: object]>([
    ['a list', { Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] }, { known: { a: 'b', c: '' } }],
    ['a map', { Tags: { a: 'b' } }, { known: { a: 'b' } }],
    ['none', {}, { known: {} }],
    ['null', { Tags: null }, { known: {} }],
    [
      'a value that is no text, beside one that is',
      { Tags: { a: 'b', c: 7 } },
      { known: null, because: 'one of its tags is no text' },
    ],
    ['what cannot be read', { Tags: unknown('access denied') }, { known: null, because: 'access denied' }],
    [
      'a tag without a key',
      { Tags: [{ Value: 'b' }] },
      { known: null, because: 'one of its tags is no text' },
    ],
    ['a text', { Tags: 'a=b' }, { known: null, because: 'its tags are no tags' }],
  ])('%s', (_what, properties, tags) => {
    expect(tagsOf({ properties })).toEqual(tags);
  });

  it('cannot be known of what cannot be read at all', () => {
    expect(tagsOf({ properties: {}, unreadable: 'denied' })).toEqual({ known: null, because: 'denied' });
  });
});
