import { describe, expect, it } from 'vitest';
import { modeFor, type RemediationSettings } from '../../../engine/remediation/mode.ts';

const facts = {
  rule: 'r',
  severity: 'HIGH',
  account: '111122223333',
  tags: { env: 'prod', team: 'ml', path: 'a=b' },
} as const;

describe('the mode of a remediation', () => {
  it.each<[what: string, settings: RemediationSettings, mode: string]>([
    ['nothing said', {}, 'notify'],
    ['all', { mode: 'auto' }, 'auto'],
    ['a severity before all', { mode: 'auto', severities: { HIGH: 'approve' } }, 'approve'],
    [
      'an account before a severity',
      { severities: { HIGH: 'off' }, accounts: { '111122223333': 'auto' } },
      'auto',
    ],
    ['a rule before an account', { accounts: { '111122223333': 'auto' }, rules: { r: 'off' } }, 'off'],
    ['a tag before a rule', { rules: { r: 'off' }, tags: { env: 'auto' } }, 'auto'],
    ['the tag that does least', { tags: { env: 'auto', 'team=ml': 'approve' } }, 'approve'],
    ['a tag with an equals sign in its value', { tags: { 'path=a=b': 'auto' } }, 'auto'],
    ['a tag of another value beside one that it has', { tags: { 'env=dev': 'off', team: 'auto' } }, 'auto'],
    ['a tag of another value', { mode: 'auto', tags: { 'env=dev': 'off' } }, 'auto'],
    [
      'other severities, accounts and rules',
      { severities: { LOW: 'auto' }, accounts: { '2': 'auto' }, rules: { s: 'auto' } },
      'notify',
    ],
  ])('%s', (_what, settings, mode) => {
    expect(modeFor(settings, facts).mode).toBe(mode);
  });

  it.each<[settings: RemediationSettings, word: RegExp]>([
    [{ tags: { 'env=prod': 'auto' } }, /tag env=prod/],
    [{ rules: { r: 'auto' } }, /rule r/],
    [{ accounts: { '111122223333': 'auto' } }, /account 111122223333/],
    [{ severities: { HIGH: 'auto' } }, /severity HIGH/],
    [{ mode: 'auto' }, /all/],
    [{}, /default/],
  ])('says which word it follows: %j', (settings, word) => {
    expect(modeFor(settings, facts).because).toMatch(word);
  });

  it('takes a tag named as a member of every object for no tag', () => {
    const tags = JSON.parse('{"toString":"auto"}') as RemediationSettings['tags'];
    expect(modeFor({ tags }, { ...facts, tags: {} }).mode).toBe('notify');
  });
});
