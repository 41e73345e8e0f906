import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { settingsSchema, waiversSchema } from '../../engine/settings-schema.ts';
import { ruleWith } from '../support/rule.ts';

const rules = [
  ruleWith(undefined, {
    id: 'the-rule',
    aliases: ['old-name'],
    parameters: {
      regions: { kind: 'strings', description: 'd', default: [] },
      days: { kind: 'number', description: 'd', default: 1 },
      strict: { kind: 'boolean', description: 'd', default: false },
    },
  }),
  ruleWith(undefined, { id: 'another-rule' }),
];

/** Paths of what is refused; none where all is well. */
function refused(schema: z.ZodMiniType, value: unknown): string[] {
  const result = z.safeParse(schema, value);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

const BOUNDARY = 'arn:aws-us-gov:iam::111122223333:policy/path/agents';
const AWS_BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0f7c2f0e-6c0b-4d57-9a41-7b1c7d3b8f11';
const GOV_KEY = KEY.replace('arn:aws:', 'arn:aws-us-gov:');

/** Of a name in a record, too: what is wrong with it is said one level below. */
const deepSaid = (issues: readonly z.core.$ZodIssue[]): string[] =>
  issues.flatMap((issue) => (issue.code === 'invalid_key' ? deepSaid(issue.issues) : [issue.message]));

/** What is said of what is refused. */
const saidOf = (schema: z.ZodMiniType, value: unknown): string[] =>
  z.safeParse(schema, value).error?.issues.map(({ message }) => message) ?? [];

describe('assay.config.json', () => {
  const schema = settingsSchema(rules);

  it.each([
    {},
    { $schema: 'x', profile: 'all', servesAi: ['a*'], waivers: { maxDays: 30 } },
    { rules: { 'the-rule': { parameters: { regions: ['eu-west-1'], days: 3, strict: true } } } },
    { rules: { 'the-rule': { enabled: false, reason: 'not for us' } } },
    { rules: { 'the-rule': { enabled: true } } },
    { rules: { 'the-rule': { shadow: true, parameters: { days: 3 } } } },
    { profile: 'baseline' },
    { profile: 'sensitive' },
    { profile: 'regulated' },
    { attestations: { maxDays: 90 }, serviceLevels: { CRITICAL: 1, HIGH: 7, MEDIUM: 30, LOW: 3650 } },
    { remediation: { mode: 'notify', accounts: { '111122223333': 'notify' }, iacOwned: 'notify' } },
    { remediation: { iacOwned: 'apply', graceMinutes: 10_080 } },
    { remediation: { permissionsBoundaries: { '111122223333': BOUNDARY, '444455556666': AWS_BOUNDARY } } },
    { remediation: { kmsKeys: { 'eu-west-1': KEY, 'us-gov-west-1': GOV_KEY, 'ap-southeast-12': KEY } } },
  ])('takes %j', (settings) => expect(refused(schema, settings)).toEqual([]));

  it.each<[unknown, string]>([
    [null, ''],
    [[], ''],
    ['text', ''],
    [{ profiles: 'all' }, ''],
    [{ profile: 'advisory' }, 'profile'],
    [{ rules: { 'the-rul': {} } }, 'rules'],
    [{ rules: { 'the-rule': { enabled: false } } }, 'rules.the-rule'],
    [{ rules: { 'the-rule': { enabled: false, reason: '  ' } } }, 'rules.the-rule.reason'],
    [{ rules: { 'the-rule': { enabled: 'no' } } }, 'rules.the-rule.enabled'],
    [{ rules: { 'the-rule': { severity: 'LOW' } } }, 'rules.the-rule'],
    [{ rules: { 'the-rule': { shadow: 'yes' } } }, 'rules.the-rule.shadow'],
    [{ rules: { 'the-rule': { parameters: { day: 3 } } } }, 'rules.the-rule.parameters'],
    [{ rules: { 'the-rule': { parameters: { days: '3' } } } }, 'rules.the-rule.parameters.days'],
    [{ rules: { 'the-rule': { parameters: { days: Number.NaN } } } }, 'rules.the-rule.parameters.days'],
    [{ rules: { 'the-rule': { parameters: { regions: 'eu' } } } }, 'rules.the-rule.parameters.regions'],
    [{ rules: { 'the-rule': { parameters: { regions: [''] } } } }, 'rules.the-rule.parameters.regions.0'],
    [{ rules: { 'the-rule': { parameters: { strict: 1 } } } }, 'rules.the-rule.parameters.strict'],
    [{ servesAi: 'a' }, 'servesAi'],
    [{ waivers: { maxDays: 0 } }, 'waivers.maxDays'],
    [{ waivers: { maxDays: 1.5 } }, 'waivers.maxDays'],
    [{ waivers: { maxDays: 3651 } }, 'waivers.maxDays'],
    [{ attestations: { maxDays: 0 } }, 'attestations.maxDays'],
    [{ serviceLevels: { HIGH: 0 } }, 'serviceLevels.HIGH'],
    [{ remediation: { graceMinutes: 10_081 } }, 'remediation.graceMinutes'],
    [{ remediation: { iacOwned: 'never' } }, 'remediation.iacOwned'],
  ])('refuses %j at %j', (settings, path) => expect(refused(schema, settings)).toContain(path));

  it.each<[unknown, string]>([
    [{ servesAi: [' '] }, 'expected a text that is not blank'],
    [{ rules: { 'the-rule': { enabled: false } } }, 'expected a reason beside "enabled": false'],
  ])('says of %j: %s', (settings, message) => expect(saidOf(schema, settings)).toEqual([message]));

  it.each<[object, string]>([
    [{ accounts: { x111122223333: 'notify' } }, 'expected an account id of 12 digits'],
    [{ accounts: { '1111222233334': 'notify' } }, 'expected an account id of 12 digits'],
    [{ accounts: { '11112222333': 'notify' } }, 'expected an account id of 12 digits'],
    [{ kmsKeys: { '1eu-west-1': KEY } }, 'expected the name of a Region'],
    [{ kmsKeys: { 'eu-west-1a': KEY } }, 'expected the name of a Region'],
    [{ kmsKeys: { 'eu-west': KEY } }, 'expected the name of a Region'],
    [{ kmsKeys: { 'eu-west-1': `x${KEY}` } }, 'expected the ARN of a KMS key'],
    [{ kmsKeys: { 'eu-west-1': `${KEY}/x` } }, 'expected the ARN of a KMS key'],
    [{ kmsKeys: { 'eu-west-1': 'alias/x' } }, 'expected the ARN of a KMS key'],
    [{ permissionsBoundaries: { '1111': BOUNDARY } }, 'expected an account id of 12 digits'],
    [{ permissionsBoundaries: { '111122223333': `x${BOUNDARY}` } }, 'expected the ARN of a managed policy'],
    [{ permissionsBoundaries: { '111122223333': `${BOUNDARY} x` } }, 'expected the ARN of a managed policy'],
    [{ permissionsBoundaries: { '111122223333': 'agents' } }, 'expected the ARN of a managed policy'],
  ])('says of remediation %j: %s', (remediation, message) => {
    expect(deepSaid(z.safeParse(schema, { remediation }).error?.issues ?? [])).toEqual([message]);
  });
});

describe('assay.waivers.json', () => {
  const schema = waiversSchema(rules);
  const good = {
    rule: 'the-rule',
    scope: { resource: 'x' },
    owner: 'team',
    requester: 'ann',
    approver: 'bob',
    ticket: 'SEC-1',
    reason: 'pilot',
    approved: '2026-01-01',
    expires: '2026-02-28',
  };
  const without = (key: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== key));

  it.each([
    [good],
    [{ ...good, rule: 'old-name' }],
    [{ ...good, rule: 'another-rule' }],
    [{ ...good, requester: 'Ann Lee', approver: 'Annlee' }],
    [{ ...good, approved: '2024-02-29', expires: '2024-02-29' }],
    [{ ...good, scope: { type: 'T', account: '1', region: 'r', file: 'f' } }],
  ])('takes %j', (waiver) => {
    expect(refused(schema, { waivers: [waiver] })).toEqual([]);
  });

  it('takes an empty list', () => expect(refused(schema, { waivers: [] })).toEqual([]));

  it.each(Object.keys(good))('refuses a waiver without %s', (key) => {
    expect(refused(schema, { waivers: [good, without(key)] })).toContain(`waivers.1.${key}`);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ rule: 'the-rul' }, 'rule'],
    [{ scope: {} }, 'scope'],
    [{ scope: { resources: 'x' } }, 'scope'],
    [{ scope: { resource: '' } }, 'scope.resource'],
    [{ requester: 'Bob ' }, 'approver'],
    [{ requester: 'Ann  Lee', approver: 'ann lee' }, 'approver'],
    [{ owner: '  ' }, 'owner'],
    [{ expires: '2025-12-31' }, 'expires'],
    [{ expires: '2026-02-30' }, 'expires'],
    [{ expires: '2026-13-01' }, 'expires'],
    [{ expires: '2026-1-1' }, 'expires'],
    [{ expires: '2026-02-28T00:00:00Z' }, 'expires'],
    [{ expires: '2026-02-28T00:00' }, 'expires'],
    [{ expires: 'never' }, 'expires'],
    [{ expires: null }, 'expires'],
    [{ approved: '2026-00-10' }, 'approved'],
    [{ approved: '+012026-01-01' }, 'approved'],
    [{ comment: 'x' }, ''],
  ])('refuses %j', (change, place) => {
    const path = place === '' ? 'waivers.0' : `waivers.0.${place}`;
    expect(refused(schema, { waivers: [{ ...good, ...change }] })).toContain(path);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ rule: 'the-rul' }, 'expected the id of a rule'],
    [{ scope: {} }, 'expected at least one of resource, type, account, region, file'],
    [{ approver: 'Ann' }, 'expected an approver who is not the requester'],
    [{ expires: '2025-12-31' }, 'expected a day not before "approved"'],
    [{ expires: '2026-02-30' }, 'expected a day that exists, as YYYY-MM-DD'],
    [{ expires: 'never' }, 'expected a day as YYYY-MM-DD'],
  ])('says of %j: %s', (change, message) => {
    expect(saidOf(schema, { waivers: [{ ...good, ...change }] })).toContain(message);
  });

  it.each([
    [null],
    [[]],
    [{}],
    [{ waivers: {} }],
    [{ waivers: [null] }],
    [{ waivers: [good], more: 1 }],
  ])('refuses %j', (value) => expect(refused(schema, value)).not.toEqual([]));
});

describe('settings of remediations', () => {
  const read = (remediation: object) => settingsSchema(rules).safeParse({ remediation });

  it('take modes by rule, account, severity and tag', () => {
    const all = {
      mode: 'approve',
      rules: { 'the-rule': 'auto' },
      severities: { LOW: 'off' },
      accounts: { '111122223333': 'notify' },
      tags: { 'env=prod': 'approve' },
      graceMinutes: 0,
      budgetPerHour: 500,
      approvalHours: 24,
      iacOwned: 'apply',
      kmsKeys: { 'eu-central-1': 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd' },
      setTags: { owner: 'ml' },
    };
    expect(read(all).success).toBe(true);
  });

  it.each([
    { mode: 'on' },
    { rules: { 'no-such-rule': 'auto' } },
    { severities: { HUGE: 'auto' } },
    { accounts: { '12': 'auto' } },
    { budgetPerHour: 501 },
    { graceMinutes: -1 },
    { approvalHours: 0 },
    { kmsKeys: { 'eu-central-1': 'alias/key' } },
    { autopilot: true },
  ])('refuse %j', (remediation) => {
    expect(read(remediation).success).toBe(false);
  });
});
