import { describe, expect, it } from 'vitest';
import { type Address, addressOf, hashOf } from '../../../reports/html/address.ts';
import { DEFAULT_QUERY } from '../../../reports/html/query.ts';

describe('the address of a view', () => {
  it('is short where nothing is chosen', () => {
    expect(hashOf({ view: 'auditor', query: DEFAULT_QUERY })).toBe('#auditor');
  });

  it.each<[string, Address['query']]>([
    ['nothing', DEFAULT_QUERY],
    ['every status', { ...DEFAULT_QUERY, status: [] }],
    [
      'everything',
      {
        status: ['COMPLIANT'],
        severity: ['CRITICAL', 'LOW'],
        rule: 'a-rule',
        type: 'AWS::S3::Bucket',
        account: '111122223333',
        region: 'eu-west-1',
        framework: 'nist_800_53_r5',
        control: 'nist_ai_rmf_1_0:MEASURE 2.7',
        waived: 'no',
        overdue: true,
        text: 'a&b=c #d ?e+f%',
        sort: 'due',
      },
    ],
  ])('comes back with %s as it was sent', (_name, query) => {
    expect(addressOf(hashOf({ view: 'engineer', query }))).toEqual({ view: 'engineer', query });
  });

  it.each([
    '',
    '#',
    '#nowhere',
    '#executive?status=NO&severity=,&sort=colour',
    '#%',
  ])('that nobody understands (%j) shows no less than the default', (hash) => {
    const { view, query } = addressOf(hash);
    expect(view).toBe('executive');
    expect({ ...query, status: [] }).toEqual({ ...DEFAULT_QUERY, status: [] });
  });
});
