import { describe, expect, it } from 'vitest';
import type { Profile } from '../../engine/rule.ts';
import {
  chosenRules,
  DEFAULT_SERVICE_LEVELS,
  maxAttestationDays,
  maxWaiverDays,
  ruleParameters,
  servesAi,
} from '../../engine/settings.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const PROFILES: readonly Profile[] = ['baseline', 'sensitive', 'regulated', 'advisory'];
const rules = [
  ...PROFILES.map((profile) => ruleWith(undefined, { id: profile, profile })),
  ruleWith(undefined, { id: 'gone', deprecated: { since: '0.1.0', replacedBy: 'baseline' } }),
];
const idsOf = (...args: [Parameters<typeof chosenRules>[1], Parameters<typeof chosenRules>[2]?]) =>
  chosenRules(rules, ...args).map(({ id }) => id);

describe('the rules that are chosen', () => {
  it.each([
    [undefined, ['baseline']],
    ['baseline', ['baseline']],
    ['sensitive', ['baseline', 'sensitive']],
    ['regulated', ['baseline', 'sensitive', 'regulated']],
    ['all', ['baseline', 'sensitive', 'regulated', 'advisory']],
  ] as const)('profile %s nests: %j', (profile, ids) => {
    expect(idsOf({ profile })).toEqual(ids);
    expect(idsOf({}, profile)).toEqual(ids);
  });

  it('are those of the command line where it says, else of the settings', () => {
    expect(idsOf({ profile: 'regulated' }, 'baseline')).toEqual(['baseline']);
  });

  it('leave out what the settings take out', () => {
    expect(
      idsOf(
        { rules: { sensitive: { enabled: false, reason: 'x' }, baseline: { enabled: true } } },
        'sensitive',
      ),
    ).toEqual(['baseline']);
    expect(idsOf({ rules: {} })).toEqual(['baseline']);
  });
});

describe('a rule that the settings put in shadow', () => {
  it('is chosen and marked; all others are as they were', () => {
    const chosen = chosenRules(
      rules,
      { rules: { sensitive: { shadow: true }, baseline: { shadow: false } } },
      'sensitive',
    );
    expect(chosen.map(({ id, shadow }) => [id, shadow])).toEqual([
      ['baseline', undefined],
      ['sensitive', true],
    ]);
    expect(chosen[0]).toBe(rules[0]);
    expect(rules[1]).not.toHaveProperty('shadow');
  });

  it('stays out where it is taken out, or not chosen', () => {
    const off = { enabled: false, reason: 'x', shadow: true };
    expect(idsOf({ rules: { baseline: off, sensitive: { shadow: true } } })).toEqual([]);
  });
});

describe('what else the settings say', () => {
  it('gives parameters by rule', () => {
    expect(ruleParameters({ rules: { a: { parameters: { days: 3 } }, b: {} } })).toEqual({
      a: { days: 3 },
      b: {},
    });
    expect(ruleParameters({ rules: { a: undefined } })).toEqual({ a: {} });
    expect(ruleParameters({})).toEqual({});
  });

  it('limits waivers', () => {
    expect(maxWaiverDays({})).toBe(365);
    expect(maxWaiverDays({ waivers: { maxDays: 30 } })).toBe(30);
  });

  it('limits attestations', () => {
    expect(maxAttestationDays({})).toBe(365);
    expect(maxAttestationDays({ attestations: {} })).toBe(365);
    expect(maxAttestationDays({ attestations: { maxDays: 30 } })).toBe(30);
  });

  it('gives the less time the worse a failure is', () => {
    const { CRITICAL, HIGH, MEDIUM, LOW } = DEFAULT_SERVICE_LEVELS;
    const given = [CRITICAL, HIGH, MEDIUM, LOW];
    expect(given.every((days) => days > 0)).toBe(true);
    expect(given).toEqual(given.toSorted((a, b) => a - b));
    expect(new Set(given).size).toBe(4);
  });

  it('says what serves AI, by id or ARN', () => {
    const serves = servesAi({ servesAi: ['ml-*', 'arn:aws:s3:::data'] });
    expect(serves(resourceOf('T', {}, { id: 'ml-data' }))).toBe(true);
    expect(serves(resourceOf('T', {}, { id: 'x', arn: 'arn:aws:s3:::data' }))).toBe(true);
    expect(serves(resourceOf('T', {}, { id: 'data' }))).toBe(false);
    expect(serves(resourceOf('T', {}, { id: 'x', arn: 'arn:aws:s3:::other' }))).toBe(false);
    expect(servesAi({ servesAi: ['undefined'] })(resourceOf('T'))).toBe(false);
    expect(servesAi({})(resourceOf('T'))).toBe(false);
  });
});
