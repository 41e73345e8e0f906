import { describe, expect, it } from 'vitest';
import { digestOf } from '../../engine/canonical.ts';
import { type DigestInput, inputDigest, ownDigest, rulesDigest } from '../../engine/input-digest.ts';
import type { AppliedWaiver } from '../../engine/waiver.ts';
import type { Resource } from '../../resources/resource.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';
const notebook = resourceOf(TYPE, { A: 1 });
const [role, key] = [resourceOf('AWS::IAM::Role'), resourceOf('AWS::KMS::Key')];
const waiver: AppliedWaiver = {
  owner: 'o',
  approver: 'a',
  ticket: 't',
  reason: 'r',
  expires: '2030-01-01',
};

const input: DigestInput = { resource: notebook, related: [role], rulesDigest: 'rules', waivers: [waiver] };
const digest = (more: Partial<DigestInput>): string => inputDigest({ ...input, ...more });

describe('the digest of what a judgement rests on', () => {
  it.each<[string, Partial<Resource>]>([
    ['type', { type: 'AWS::SageMaker::Model' }],
    ['id', { id: 'other' }],
    ['ARN', { arn: 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/example' }],
    ['readability', { unreadable: 'access denied' }],
    ['properties', { properties: { A: 2 } }],
  ])('depends on the %s of the resource and of what it leads to', (_name, more) => {
    expect(digest({ resource: { ...notebook, ...more } })).not.toBe(inputDigest(input));
    expect(digest({ related: [{ ...role, ...more }] })).not.toBe(inputDigest(input));
  });

  it('depends on the ARN where the ids are the same, and on the reason why it cannot be read', () => {
    const [one, other] = [{ arn: 'arn:aws:a:::one' }, { arn: 'arn:aws:a:::other' }];
    expect(digest({ resource: { ...notebook, ...one } })).not.toBe(
      digest({ resource: { ...notebook, ...other } }),
    );
    const [denied, throttled] = [{ unreadable: 'denied' }, { unreadable: 'throttled' }];
    expect(digest({ resource: { ...notebook, ...denied } })).not.toBe(
      digest({ resource: { ...notebook, ...throttled } }),
    );
  });

  it.each<[string, Partial<DigestInput>]>([
    ['what it leads to', { related: [] }],
    ['the rules', { rulesDigest: 'others' }],
    ['whether a waiver is in force', { waivers: [] }],
    ['what the waiver says', { waivers: [{ ...waiver, expires: '2031-01-01' }] }],
    ['who refers to it', { referrers: ['one'] }],
    ['that nobody refers to it, where a rule asks', { referrers: [] }],
  ])('depends on %s', (_name, more) => expect(digest(more)).not.toBe(inputDigest(input)));

  it('does not depend on the order in which references were followed', () => {
    expect(digest({ related: [role, key] })).toBe(digest({ related: new Set([key, role]) }));
  });

  it('depends on each that refers to it, in no order', () => {
    expect(digest({ referrers: ['one', 'other'] })).toBe(digest({ referrers: ['other', 'one'] }));
    expect(digest({ referrers: ['one', 'other'] })).not.toBe(digest({ referrers: ['one'] }));
  });

  it('is the one that postures were stored with: another one would have every resource judged again', () => {
    expect(inputDigest(input)).toBe('bb9d37817ade5169e1112ed8aca2d4dae69c2fbd56fae4ddecb2b1a6bbbdf6be');
  });

  it('takes a finding without a waiver for none', () => {
    expect(digest({ waivers: [null, waiver, null] })).toBe(inputDigest(input));
  });

  it('keeps its parts apart', () => {
    const related = (type: string) => [{ ...role, type }];
    expect(digest({ rulesDigest: '', waivers: [], related: related('[]T') })).not.toBe(
      digest({ rulesDigest: '[]', waivers: [], related: related('T') }),
    );
  });
});

describe('the digest of a resource by itself', () => {
  it.each<[string, Partial<Resource>]>([
    ['properties', { properties: { A: 2 } }],
    ['readability', { unreadable: 'access denied' }],
  ])('depends on its %s', (_name, more) => {
    expect(ownDigest({ ...notebook, ...more })).not.toBe(ownDigest(notebook));
  });

  it('depends on nothing else', () => {
    expect(ownDigest({ ...notebook, source: 'event' })).toBe(ownDigest(notebook));
  });
});

describe('the digest of the rules', () => {
  const [a, b] = [ruleWith(undefined, { id: 'a' }), ruleWith(undefined, { id: 'b', revision: 2 })];
  const parameters = { b: { days: 30, regions: ['eu-west-1'] } };

  it('is that of id, revision and parameters, in one order', () => {
    const expected = digestOf([
      ['a', 1, {}],
      ['b', 2, { days: 30, regions: ['eu-west-1'] }],
    ]);
    expect(rulesDigest({ rules: [a, b], parameters })).toBe(expected);
    expect(rulesDigest({ rules: [b, a], parameters })).toBe(expected);
  });

  it('changes when a rule is put in shadow, and comes back when it is lifted', () => {
    const shadowed = rulesDigest({ rules: [{ ...a, shadow: true }, b], parameters });
    expect(shadowed).not.toBe(rulesDigest({ rules: [a, b], parameters }));
    expect(shadowed).not.toBe(rulesDigest({ rules: [a, { ...b, shadow: true }], parameters }));
  });

  it('does not depend on words', () => {
    expect(rulesDigest({ rules: [{ ...a, title: 'other' }] })).toBe(rulesDigest({ rules: [a] }));
  });
});
