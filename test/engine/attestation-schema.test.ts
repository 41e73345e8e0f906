import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { attestationsSchema } from '../../engine/attestation-schema.ts';
import { ruleWith } from '../support/rule.ts';

const schema = attestationsSchema([
  ruleWith(undefined, { id: 'the-rule' }),
  ruleWith(undefined, { id: 'another-rule' }),
]);
const HASH = '0123456789abcdef'.repeat(4);
const CONTROL = 'iso42001_2023:A.6.2.7';
const attestation = {
  subject: 'the model of churn',
  kind: 'model card',
  attestedBy: 'Ann',
  attested: '2026-01-01',
  expires: '2026-12-31',
  documentHash: HASH,
  controls: [CONTROL],
};
const { controls: _, ...bare } = attestation;

/** Where each is refused, and what is said of it; none where all is well. */
const refused = (value: unknown): string[] =>
  z.safeParse(schema, value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
const refusedIn = (more: object): string[] =>
  refused({ attestations: [{ ...attestation, ...more }] }).map((each) => each.replace('attestations.0', '@'));

describe('assay.attestations.json', () => {
  it.each([
    { attestations: [] },
    { $schema: 'x', attestations: [attestation] },
    { attestations: [{ ...bare, rules: ['another-rule'] }] },
    { attestations: [{ ...attestation, rules: ['the-rule', 'another-rule'] }] },
    { attestations: [{ ...attestation, expires: attestation.attested }] },
  ])('takes %#', (value) => expect(refused(value)).toEqual([]));

  it.each<[string, object, string]>([
    ['a rule that does not exist', { rules: ['the-rul'] }, '@.rules.0: expected the id of a rule'],
    [
      'a control that does not',
      { controls: ['A.5.2'] },
      '@.controls.0: expected the id of a control, such as',
    ],
    ['no control and no rule', { controls: [] }, '@: expected at least one of controls, rules'],
    [
      'an end before its beginning',
      { expires: '2025-12-31' },
      '@.expires: expected a day not before "attested"',
    ],
    [
      'a hash too short',
      { documentHash: HASH.slice(1) },
      '@.documentHash: expected 64 lower-case hex digits',
    ],
    ['a hash too long', { documentHash: `${HASH}0` }, '@.documentHash: expected 64 lower-case hex digits'],
    [
      'words before a hash',
      { documentHash: `x${HASH}` },
      '@.documentHash: expected 64 lower-case hex digits',
    ],
    ['upper case', { documentHash: HASH.toUpperCase() }, '@.documentHash: expected 64 lower-case hex digits'],
    ['a day that does not exist', { attested: '2026-02-30' }, '@.attested: expected a day that exists'],
    ['no subject', { subject: ' ' }, '@.subject: expected a text that is not blank'],
    ['no kind', { kind: '' }, '@.kind: '],
    ['nobody', { attestedBy: '' }, '@.attestedBy: '],
    ['a member that it does not know', { attester: 'Ann' }, '@: '],
  ])('refuses %s, and says so where it is', (_name, more, said) => {
    expect(refusedIn(more).map((each) => each.slice(0, said.length))).toEqual([said]);
  });

  it('refuses what names neither controls nor rules, and what is no such file', () => {
    expect(refused({ attestations: [bare] })).toHaveLength(1);
    for (const value of [null, [], {}, { attestation: [] }, { attestations: [], more: 1 }])
      expect(refused(value)).not.toEqual([]);
  });
});
