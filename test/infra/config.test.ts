import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig, readUserFiles } from '../../infra/config.ts';

const organization = { id: 'o-a1b2c3d4e5', accounts: ['222233334444'], externalId: 'f00dfeed' };

describe('the settings of a deployment', () => {
  it('need nothing: the defaults suit a first deployment', () => {
    expect(parseConfig(undefined)).toEqual({
      region: 'us-east-1',
      otherRegions: [],
      retention: { mode: 'GOVERNANCE', days: 365 },
      auditors: [],
      auditorHours: 4,
      legalHolders: [],
      sealSubscribers: [],
      archive: {},
      athena: true,
      configRules: 'perRule',
      securityHub: true,
      sweep: 'cron(17 3 * * ? *)',
      readsPerSecond: 5,
      remediation: true,
      reserveConcurrency: true,
      logRetentionDays: 90,
      runbook: 'docs/runbook.md',
      keepPosture: true,
    });
  });

  it('make retention COMPLIANCE with one word', () => {
    expect(parseConfig({ retention: { mode: 'COMPLIANCE' } }).retention).toEqual({
      mode: 'COMPLIANCE',
      days: 365,
    });
  });

  it('give the member roles names of their own', () => {
    const parsed = parseConfig({ account: '111122223333', organization });
    expect(parsed.organization).toMatchObject({ readRole: 'assay-read', publishRole: 'assay-publish' });
  });

  it.each([
    ['an unknown key', { regions: ['us-east-1'] }, 'the top: Unrecognized key: "regions"'],
    ['an unknown key further in', { retention: { years: 7 } }, 'retention: Unrecognized key: "years"'],
    ['an account that is a number', { account: 111122223333 }, 'account: Invalid input: expected string'],
    ['a short account', { account: '1111' }, 'account: expected an account id of 12 digits, as text'],
    ['a Region that is none', { region: 'Frankfurt' }, 'region: expected the name of a Region'],
    ['a mode that is none', { retention: { mode: 'FOREVER' } }, 'retention.mode: Invalid option'],
    ['no retention', { retention: { days: 0 } }, 'retention.days: Too small'],
    [
      'bounds that the retention is not in',
      { retention: { days: 30, leastDays: 31 } },
      'retention.days: expected leastDays',
    ],
    [
      'a retention past its bound',
      { retention: { days: 30, mostDays: 29 } },
      'retention.days: expected leastDays',
    ],
    [
      'a subscriber that nobody reaches',
      { sealSubscribers: ['jane'] },
      'sealSubscribers.0: expected an e-mail',
    ],
    ['a trail without its bucket', { trail: { prefix: 'a' } }, 'trail.bucket: Invalid input'],
    ['a prefix with a slash', { trail: { bucket: 'abc', prefix: 'a/' } }, 'trail.prefix: expected a prefix'],
    [
      'an archive elsewhere without the account',
      { archive: { account: '444455556666' } },
      'account: expected the account too',
    ],
    [
      'an archive elsewhere that is here',
      { account: '444455556666', archive: { account: '444455556666' } },
      'archive.account: is the account that is deployed to',
    ],
    [
      'one key of two',
      {
        account: '111122223333',
        archive: { account: '444455556666', keyArn: 'arn:aws:kms:us-east-1:444455556666:key/a' },
      },
      'archive: expected keyArn and sealKeyArn together',
    ],
    [
      'a copy without the account',
      { archive: { copyTo: 'eu-west-1' } },
      'account: expected the account too: the copy',
    ],
    [
      'a copy beside the archive',
      { account: '111122223333', archive: { copyTo: 'us-east-1' } },
      'archive.copyTo: is the home Region',
    ],
    ['a session of a day', { auditorHours: 24 }, 'auditorHours: Too big'],
    ['an auditor that nobody knows', { auditors: ['jane'] }, 'auditors.0: expected the ARN of an IAM role'],
    ['a schedule that is none', { sweep: 'daily' }, 'sweep: expected cron(…) or rate(…)'],
    [
      'a retention that CloudWatch has not',
      { logRetentionDays: 91 },
      'logRetentionDays: expected one of 1, 3',
    ],
    ['an organization without the account', { organization }, 'account: expected the account too'],
    [
      'an external id to guess',
      { account: '111122223333', organization: { ...organization, externalId: 'x' } },
      'organization.externalId: expected 8 characters or more',
    ],
    [
      'an organization of nobody',
      { account: '111122223333', organization: { ...organization, accounts: [] } },
      'organization.accounts: Too small',
    ],
    [
      'an organization of which one member is the account itself',
      { account: '222233334444', organization },
      'organization.accounts: has the account that is deployed to',
    ],
  ])('refuse %s', (_, settings, message) => {
    expect(() => parseConfig(settings)).toThrow(message);
    expect(() => parseConfig(settings)).toThrow(/^cdk\.json, context\.assay: /);
  });

  it('may be text, as they are on the command line', () => {
    expect(parseConfig('{"region":"eu-central-1"}')).toMatchObject({ region: 'eu-central-1' });
    expect(() => parseConfig('region=eu-central-1')).toThrow(
      'context.assay is region=eu-central-1, expected a JSON object',
    );
  });

  it('name everything that is wrong at once', () => {
    const read = () => parseConfig({ account: '1', readsPerSecond: 0, alarmEmail: 'nobody' });
    expect(read).toThrow(/account: .*; readsPerSecond: .*; alarmEmail: expected an e-mail address/);
  });
});

describe("the user's files", () => {
  const folder = mkdtemp(join(tmpdir(), 'assay-config-'));
  const file = async (name: string, text: string) => {
    const path = join(await folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('may be missing', () => {
    expect(readUserFiles({})).toEqual({ settings: {}, waivers: [] });
  });

  it('may be YAML', async () => {
    const settings = await file('assay.config.yaml', 'profile: regulated\n');
    expect(readUserFiles({ settings }).settings).toEqual({ profile: 'regulated' });
  });

  it.each([
    [
      'a rule that does not exist',
      'a.json',
      '{"rules":{"no-such-rule":{}}}',
      'a.json: rules: Unrecognized key: "no-such-rule"',
    ],
    ['a profile that does not exist', 'b.json', '{"profile":"strict"}', 'b.json: profile: Invalid option'],
    ['text that is no JSON', 'c.json', '{"profile"', 'c.json: '],
  ])('are refused at synthesis, not in the account: %s', async (_, name, text, message) => {
    const settings = await file(name, text);
    expect(() => readUserFiles({ settings })).toThrow(message);
  });

  it('are refused where there are none', () => {
    expect(() => readUserFiles({ waivers: 'nowhere/assay.waivers.json' })).toThrow(
      /nowhere\/assay\.waivers\.json: ENOENT/,
    );
  });
});
