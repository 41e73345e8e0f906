import { expect, it } from 'vitest';
import { requirementsOf } from '../../engine/asff-requirements.ts';

it('names the first control of each framework, then the second ones, since only some can be told', () => {
  const told = requirementsOf([
    'nist_800_53_r5:AC-6',
    'nist_800_53_r5:CA-7',
    'iso42001_2023:A.6.2.6',
    'nist_800_53_r5:SC-7',
    'iso42001_2023:A.6.2.7',
  ]);
  const ids = ['AC-6', 'A.6.2.6', 'CA-7', 'A.6.2.7', 'SC-7'];
  expect(told.map((text) => text.split(' ').at(-1))).toEqual(ids);
  expect(told[0]).toBe('NIST SP 800-53 rev. 5 AC-6');
});
