import { describe, expect, it } from 'vitest';
import { offUnlessApproved } from '../../../rules/_families/off-unless-approved.ts';

const path = 'Uploads.Mode';
const tags = [{ Key: 'approved', Value: 'yes' }, { Key: 'empty' }];

describe('what is to be off unless a tag approves it', () => {
  it.each([
    ['is off', 'DISABLED', [], 'COMPLIANT'],
    ['is approved', 'ENABLED', ['other', 'approved'], 'COMPLIANT'],
    ['is on', 'ENABLED', [], 'NON_COMPLIANT'],
    ['has another tag', 'ENABLED', ['other'], 'NON_COMPLIANT'],
    ['has a tag without a value', 'ENABLED', ['empty'], 'NON_COMPLIANT'],
    ['is what nobody knows', 'ADMINS', ['approved'], 'INSUFFICIENT_DATA'],
    ['is not told', undefined, ['approved'], 'INSUFFICIENT_DATA'],
  ])('%s', (_name, mode, approvalTagKeys, status) => {
    expect(offUnlessApproved({ path, mode, tags: () => tags, approvalTagKeys })).toMatchObject({ status });
  });

  it.each([
    ['ADMINS', 'Uploads.Mode is ADMINS'],
    [undefined, 'Uploads.Mode is not told'],
  ])('says that nothing is known of %s', (mode, because) => {
    const verdict = offUnlessApproved({ path, mode, tags: () => tags, approvalTagKeys: [] });
    expect(verdict).toEqual({ status: 'INSUFFICIENT_DATA', because });
  });

  it('is not approved without any tags', () => {
    const verdict = offUnlessApproved({
      path,
      mode: 'ENABLED',
      tags: () => undefined,
      approvalTagKeys: ['approved'],
    });
    expect(verdict).toEqual({
      status: 'NON_COMPLIANT',
      observations: [{ path, expected: 'DISABLED', actual: 'ENABLED' }],
    });
  });
});
