import { describe, expect, it } from 'vitest';
import type { JudgedResource, Verdict } from '../../engine/rule.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { waiversOf } from '../../engine/waiver.ts';
import {
  inTime,
  WAIVER_TYPE,
  waiverFinding,
  waiverRule,
  waiverStandings,
} from '../../engine/waiver-finding.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const NOW = '2026-03-01T12:00:00Z';
const waiver: Waiver = {
  rule: 'test-rule',
  scope: { resource: 'research' },
  owner: 'Bob',
  requester: 'Bob',
  approver: 'Ann',
  ticket: 'SEC-1',
  reason: 'research',
  approved: '2026-01-01',
  expires: '2026-06-30',
};
const ended = { ...waiver, ticket: 'SEC-0', approved: '2025-01-01', expires: '2025-12-31' };
const long = { ...waiver, ticket: 'SEC-2', expires: '2028-01-01' };
const early = { ...waiver, ticket: 'SEC-3', approved: '2026-04-01', expires: '2026-12-31' };

/** Where they stand; `used` are matched by a resource. */
function standings(waivers: readonly Waiver[], isUsed = true) {
  const lookup = waiversOf(waivers, { now: NOW, maxDays: 365 });
  const rule = ruleWith();
  if (isUsed) lookup.match(rule, resourceOf(rule.resourceType, {}, { id: 'research' }));
  return waiverStandings(waivers, lookup.report());
}

const ref = {
  type: 'Assay::Waiver',
  id: 'i',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
};

describe('where waivers stand', () => {
  it.each<[string, readonly Waiver[], boolean, string, string]>([
    ['in force and of use', [waiver], true, 'in-force', 'SEC-1'],
    ['in force and of no use', [waiver], false, 'unused', 'SEC-1'],
    ['over', [ended], true, 'expired', 'SEC-0'],
    ['too long', [long], true, 'over-long', 'SEC-2'],
    ['not begun', [early], true, 'not-yet-approved', 'SEC-3'],
    ['renewed', [ended, waiver], true, 'in-force', 'SEC-1'],
    ['renewed, and the renewal stands first', [waiver, ended], true, 'in-force', 'SEC-1'],
    ['there twice: the first speaks', [waiver, { ...waiver, ticket: 'SEC-4' }], true, 'in-force', 'SEC-1'],
    ['to be renewed', [ended, early], true, 'expired', 'SEC-0'],
    ['renewed for too long', [ended, long], true, 'over-long', 'SEC-2'],
    ['for templates alone, and over', [{ ...ended, scope: { file: 'a.json' } }], false, 'expired', 'SEC-0'],
    ['for templates alone', [{ ...waiver, scope: { file: 'a.json' } }], false, 'in-force', 'SEC-1'],
  ])('%s', (_name, waivers, isUsed, state, ticket) => {
    expect(standings(waivers, isUsed)).toMatchObject([{ state, waiver: { ticket } }]);
  });

  it('is one for each rule and scope, with a name that a renewal keeps', () => {
    const other = { ...waiver, scope: { resource: 'another' } };
    const [first, second, ...more] = standings([waiver, ended, other]);
    expect([first?.waivers, second?.waivers, more]).toEqual([[waiver, ended], [other], []]);
    expect(first?.id).toMatch(/^test-rule\/[0-9a-f]{16}$/);
    expect(second?.id).not.toBe(first?.id);
    expect(standings([ended])[0]?.id).toBe(first?.id);
  });

  it('is told apart by its digest: by state and by words', () => {
    const digests = [
      standings([waiver]),
      standings([waiver], false),
      standings([{ ...waiver, reason: 'other' }]),
      standings([ended, waiver]),
    ].map(([one]) => one?.digest);
    expect(new Set(digests).size).toBe(4);
    expect(standings([waiver])[0]?.digest).toBe(digests[0]);
  });

  it('is not yet called unused while there is time', () => {
    const [unused] = standings([waiver], false);
    const [used] = standings([waiver]);
    const [expired] = standings([ended]);
    expect(unused && inTime(unused)).toEqual(used);
    expect(expired && inTime(expired)).toEqual(expired);
  });
});

describe('a waiver as a finding', () => {
  const evaluated = (properties: JsonObject): Verdict =>
    waiverRule.evaluate(resourceOf('Assay::Waiver', properties) as JudgedResource, {
      related: () => [],
      referrers: () => [],
      parameters: {},
    });

  it.each<[readonly Waiver[], boolean, unknown]>([
    [[waiver], true, undefined],
    [[early], true, undefined],
    [
      [ended],
      true,
      [{ path: 'waivers[SEC-0].expires', expected: 'a day that has not passed', actual: '2025-12-31' }],
    ],
    [
      [long],
      true,
      [
        {
          path: 'waivers[SEC-2].expires',
          expected: 'a day as soon after 2026-01-01 as the settings ask for',
          actual: '2028-01-01',
        },
      ],
    ],
    [
      [waiver],
      false,
      [
        {
          path: 'waivers[SEC-1].scope',
          expected: 'a finding that it covers',
          actual: { resource: 'research' },
        },
      ],
    ],
  ])('%#', (waivers, isUsed, observations) => {
    const [standing] = standings(waivers, isUsed);
    const finding = standing && waiverFinding(standing, ref);
    expect(finding?.verdict).toEqual(
      observations === undefined ? { status: 'COMPLIANT' } : { status: 'NON_COMPLIANT', observations },
    );
    expect(finding).toMatchObject({ rule: waiverRule, waiver: null, resource: { id: 'i' } });
  });

  it.each([
    ...waiverRule.examples.compliant.map((example) => ['COMPLIANT', example] as const),
    ...waiverRule.examples.nonCompliant.map((example) => ['NON_COMPLIANT', example] as const),
  ])('is judged as its rule says: %s', (status, { properties }) => {
    expect(evaluated(properties as JsonObject).status).toBe(status);
  });

  it.each([undefined, null, 'SEC-1', []])('is over though nothing is known of its words: %j', (words) => {
    const properties = { state: 'expired', ...(words !== undefined && { waiver: words }) };
    expect(evaluated(properties)).toMatchObject({
      status: 'NON_COMPLIANT',
      observations: [{ actual: null }],
    });
  });

  it('is of a type of our own', () => expect(WAIVER_TYPE).toMatch(/^Assay::\w+$/));
});
