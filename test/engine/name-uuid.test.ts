import { describe, expect, it } from 'vitest';
import { nameUuid, uuidOf } from '../../engine/name-uuid.ts';

describe('a UUID of names', () => {
  it('is what RFC 9562 gives in its example', () => {
    expect(nameUuid('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('is the same for ever', () => {
    expect(uuidOf('resource', 'a')).toBe('7eb3291d-93f8-530c-9bd2-dacb55f5c2f0');
    expect(uuidOf('resource', 'a')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['where one list ends is not where the other does', ['a', 'b'], ['a\nb']],
    ['a name that is empty counts', ['a', ''], ['a']],
    ['halves of characters differ', ['\ud83d'], ['\ud83e']],
  ])('%s', (_, a, b) => {
    expect(uuidOf(...a)).not.toBe(uuidOf(...b));
  });
});
