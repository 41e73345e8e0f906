import { describe, expect, it } from 'vitest';
import { type FollowedReference, recordedRelated } from '../../../engine/evidence/related.ts';
import type { JsonObject, Resource } from '../../../resources/resource.ts';

const ROLE = 'AWS::IAM::Role';
const ref = { type: ROLE, id: 'Ml', partition: 'aws', account: '111122223333', region: null } as const;

const role = (properties: JsonObject, more: Partial<Resource> = {}): Resource => ({
  ...ref,
  source: 'live',
  properties,
  read: ['2026-03-01T20:00:00.000Z', '2026-03-01T20:00:01.000Z'],
  createdAt: '2026-01-01T00:00:00.000Z',
  ...more,
});

const to = (reference: string, found: FollowedReference['found']): FollowedReference => ({
  reference,
  type: ROLE,
  found,
});

const read =
  (...names: string[]) =>
  () =>
    new Set(names);

describe('what evidence keeps of a reference that a rule followed', () => {
  it('is what rules read there, and the names of what they did not', () => {
    const found = { resource: role({ Policies: [], Path: '/', Description: 'of Jane' }) };
    expect(recordedRelated([to('Ml', found)], read('Policies'))).toEqual([
      {
        reference: 'Ml',
        type: ROLE,
        resource: { ...ref, source: 'live' },
        properties: { Policies: [] },
        rest: ['Description', 'Path'],
      },
    ]);
  });

  it('is why nothing could be read, of one that is not there and of one that is', () => {
    const denied = role({}, { unreadable: 'access denied: iam:GetRole' });
    const noted = recordedRelated(
      [to('Gone', { unreadable: 'Gone does not exist' }), to('Ml', { resource: denied })],
      read('Policies'),
    );
    expect(noted).toEqual([
      { reference: 'Gone', type: ROLE, unreadable: 'Gone does not exist' },
      {
        reference: 'Ml',
        type: ROLE,
        unreadable: 'access denied: iam:GetRole',
        resource: { ...ref, source: 'live' },
      },
    ]);
  });

  it('is its size where it is too large for a message, and others beside it are kept', () => {
    const large = { resource: role({ Policies: ['x'.repeat(100_000)] }) };
    const small = { resource: role({ Policies: ['y'] }) };
    const [first, second] = recordedRelated([to('Large', large), to('Small', small)], read('Policies'));
    expect(first).toEqual({
      reference: 'Large',
      type: ROLE,
      resource: { ...ref, source: 'live' },
      omittedBytes: 100_017,
    });
    expect(second?.properties).toEqual({ Policies: ['y'] });
  });

  it('is all of it up to 96 KiB', () => {
    const sized = (bytes: number) => ({ resource: role({ P: 'x'.repeat(bytes - '{"P":""}'.length) }) });
    const kept = (...sizes: readonly number[]) =>
      recordedRelated(
        sizes.map((size) => to('Ml', sized(size))),
        read('P'),
      ).map(({ omittedBytes }) => omittedBytes ?? 'kept');
    expect(kept(98_304)).toEqual(['kept']);
    expect(kept(98_305)).toEqual([98_305]);
    expect(kept(98_000, 305, 304)).toEqual(['kept', 305, 'kept']);
  });

  it('is never more than a message takes, however many there are', () => {
    const each = { resource: role({ Policies: ['x'.repeat(10_000)] }) };
    const noted = recordedRelated(
      Array.from({ length: 40 }, (_, index) => to(`role-${index}`, each)),
      read('Policies'),
    );
    expect(JSON.stringify(noted).length).toBeLessThan(128 * 1024);
    expect(noted.filter(({ properties }) => properties !== undefined)).toHaveLength(9);
  });
});
