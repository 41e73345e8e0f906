import { describe, expect, it } from 'vitest';
import { isSamePerson, personOf } from '../../../engine/remediation/person.ts';

const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const session = (role: string, name: string) => `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;

describe('a person', () => {
  it.each([
    [user('staff/Maya'), 'maya'],
    [session('Admin', 'Maya@example.com'), 'maya@example.com'],
    ['arn:aws:sts::111122223333:federated-user/maya', 'maya'],
    // Names that have something of what software makes up.
    [session('Admin', 'maya-aws-sdk-js'), 'maya-aws-sdk-js'],
    [session('Admin', 'i-deadbeef@example.com'), 'i-deadbeef@example.com'],
    [session('Admin', '7of9'), '7of9'],
    [session('Admin', 'assayer'), 'assayer'],
    [user('a:b/ Maya '), 'maya'],
    ['arn:aws:iam::111122223333:root', 'root of 111122223333'],
  ])('%s is %s', (arn, name) => {
    expect(personOf(arn)?.name).toBe(name);
  });

  it.each([
    session('Worker', 'i-0123456789abcdef0'),
    session('Worker', 'botocore-session-1700000000'),
    session('Worker', 'aws-sdk-js-1700000000'),
    session('Worker', '1700000000'),
    session('assay-apply', 'assay'),
    'arn:aws:iam::111122223333:role/Admin',
    'arn:aws:iam::111122223333:user',
    'arn:aws:iam::111122223333:user/',
    'events.amazonaws.com',
    '',
  ])('%s is nobody', (arn) => {
    expect(personOf(arn)).toBeUndefined();
  });

  const same = (one: string, other: string) => {
    const [a, b] = [personOf(one), personOf(other)];
    if (!a || !b) throw new Error('two people were expected');
    return isSamePerson(a, b);
  };

  it.each([
    [session('Admin', 'maya'), session('Auditor', 'maya')],
    [user('maya'), session('Admin', 'maya@example.com')],
    [session('Admin', 'Maya'), session('Admin', 'maya')],
  ])('%s and %s are one', (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it('is not another one', () => {
    expect(same(session('Admin', 'maya'), session('Admin', 'jonas'))).toBe(false);
    expect(same(session('Admin', 'maya'), session('Admin', 'mark'))).toBe(false);
  });
});
