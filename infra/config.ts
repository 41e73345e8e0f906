import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Settings } from '../engine/settings.ts';
import { settingsSchema, waiversSchema } from '../engine/settings-schema.ts';
import type { Waiver } from '../engine/waiver.ts';
import { rules } from '../rules/index.ts';

/** The one context key of cdk.json that is ours. */
export const CONTEXT_KEY = 'assay';

const accountId = z.string().regex(/^\d{12}$/, 'expected an account id of 12 digits, as text');
const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected the name of a Region, such as eu-central-1');
const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'expected the ARN of an IAM role');
const roleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, 'expected the name of an IAM role, without its path');
const queueArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/, 'expected the ARN of a queue');
const file = z.string().min(1, 'expected the path of a file');

/** What CloudWatch Logs takes. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const lockDays = z.int().min(1).max(36_500);

const retention = z
  .strictObject({
    mode: z
      .enum(['GOVERNANCE', 'COMPLIANCE'])
      .default('GOVERNANCE')
      .describe(
        'Object Lock of the archive. `COMPLIANCE` cannot be undone by anybody, root included; `GOVERNANCE` by the break-glass role',
      ),
    days: lockDays.default(365).describe('How long each piece of evidence stays locked'),
    leastDays: lockDays
      .optional()
      .describe('No lock may be shorter; by default `days`. Less than that while `days` changes'),
    mostDays: lockDays
      .optional()
      .describe('No lock may be longer, the break-glass role apart; by default `days`'),
  })
  .refine(({ days, leastDays = days, mostDays = days }) => leastDays <= days && days <= mostDays, {
    message: 'expected leastDays ≤ days ≤ mostDays',
    path: ['days'],
  });

const keyArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'expected the ARN of a key');

const archive = z
  .strictObject({
    account: accountId
      .optional()
      .describe('Account that keeps the archive, such as a log archive; by default the one deployed to'),
    keyArn: keyArn.optional().describe('`ArchiveKeyArn` that the deployment there has printed'),
    sealKeyArn: keyArn.optional().describe('`SealKeyArn` that it has printed'),
    copyTo: region.optional().describe('Region that S3 copies the archive into, with its locks'),
  })
  .refine(
    ({ account, keyArn: key, sealKeyArn }) =>
      (key === undefined) === (sealKeyArn === undefined) && (account !== undefined || key === undefined),
    {
      message: 'expected keyArn and sealKeyArn together, and only with the account',
    },
  );

const organizationId = z
  .string()
  .regex(/^o-[a-z0-9]{10,32}$/, 'expected the id of an organization, such as o-a1b2c3d4e5');

const trail = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket')
    .describe('Bucket of a trail with log file validation: seals name its newest digest'),
  region: region.optional().describe('Region of that bucket; by default the home Region'),
  prefix: z
    .string()
    .regex(/^[^/].*[^/]$/, 'expected a prefix without slashes at its ends')
    .max(200)
    .optional()
    .describe("The trail's prefix in it, if it has one"),
  organizationId: organizationId
    .optional()
    .describe("Of an organization's trail: its folders lie below the organization's id"),
});

const organization = z.strictObject({
  id: organizationId.describe('Only principals of this organization may send events or be assumed'),
  accounts: z
    .array(accountId)
    .min(1)
    .describe('Member accounts that are watched, besides the one deployed to'),
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{8,1224}$/, 'expected 8 characters or more')
    .describe('Demanded by the member roles; make one up (`openssl rand -hex 16`)'),
  readRole: roleName.default('assay-read').describe('Name of the role in members that reads'),
  publishRole: roleName
    .default('assay-publish')
    .describe('Name of the role in members that imports findings into their Security Hub'),
  remediateRole: roleName
    .default('assay-remediate')
    .describe('Name of the role in members that makes the calls of remediations'),
});

const schema = z
  .strictObject({
    account: accountId.optional().describe('Where to deploy; by default wherever the credentials belong to'),
    region: region
      .default('us-east-1')
      .describe('Home Region: of all stacks, and of the Security Hub that findings go to'),
    otherRegions: z
      .array(region)
      .default([])
      .describe('Other Regions that are watched. The Region of global services is always among them'),
    settings: file.optional().describe('Your `assay.config.json` (or YAML): profile, rules, parameters'),
    waivers: file.optional().describe('Your `assay.waivers.json` (or YAML)'),
    retention: retention.prefault({}),
    archive: archive.prefault({}),
    breakGlassRole: roleArn
      .optional()
      .describe(
        "Who alone may change the archive's protection. By default the role that CDK's bootstrap gave CloudFormation",
      ),
    auditors: z
      .array(z.union([roleArn, accountId], 'expected the ARN of an IAM role, or an account id'))
      .default([])
      .describe(
        'Who may assume the role that reads the archive. By default whomever IAM of this account lets',
      ),
    legalHolders: z
      .array(z.union([roleArn, accountId], 'expected the ARN of an IAM role, or an account id'))
      .default([])
      .describe(
        'Who may assume the role that puts and releases legal holds. By default whomever IAM of this account lets',
      ),
    auditorHours: z
      .int()
      .min(1)
      .max(12)
      .default(4)
      .describe(
        "Hours that an auditor's session may last; one that another role assumes it from ends after 1",
      ),
    trail: trail.optional(),
    sealSubscribers: z
      .array(z.union([z.email(), queueArn], 'expected an e-mail address, or the ARN of a queue'))
      .default([])
      .describe(
        "Who gets each day's last seals, outside: e-mail addresses, ARNs of queues in another account",
      ),
    athena: z
      .boolean()
      .default(true)
      .describe(
        'Whether the archive can be asked in SQL: the stack `AssayQueries`, which nothing else needs',
      ),
    configRules: z
      .enum(['perRule', 'perType', 'off'])
      .default('perRule')
      .describe('How many AWS Config rules there are. `off` where no configuration recorder is'),
    securityHub: z
      .boolean()
      .default(true)
      .describe(
        "Whether Security Hub is on in the home Region: a rule there hides AWS Config's own import of the same faults, an action asks for a new look",
      ),
    remediation: z
      .boolean()
      .default(true)
      .describe(
        'Whether findings can be put right. `false`: neither the functions nor their permissions exist. Nothing begins before the parameter `/assay/remediation` is `on`',
      ),
    sweep: z
      .string()
      .regex(/^(?:cron|rate)\(.+\)$/, 'expected cron(…) or rate(…)')
      .default('cron(17 3 * * ? *)')
      .describe('When everything is listed and looked at, besides after each deployment; UTC'),
    readsPerSecond: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Reads a second and service that a sweep leaves itself; your workload shares the quota'),
    reserveConcurrency: z
      .boolean()
      .default(true)
      .describe(
        'Whether functions reserve concurrency (76 in all). `false` in accounts with a quota under 176',
      ),
    logRetentionDays: z
      .literal(LOG_RETENTION_DAYS, `expected one of ${LOG_RETENTION_DAYS.join(', ')}`)
      .default(90)
      .describe("Days that the functions' logs are kept"),
    alarmEmail: z
      .email('expected an e-mail address')
      .optional()
      .describe('Who gets the alarms; AWS asks there for a confirmation'),
    runbook: z
      .string()
      .default('docs/runbook.md')
      .describe('Where alarms point to: the address at which your people can read docs/runbook.md'),
    keepPosture: z
      .boolean()
      .default(true)
      .describe('Whether the posture table outlives its stack. The archive always does'),
    organization: organization.optional(),
  })
  .refine(({ organization: org, account }) => org === undefined || account !== undefined, {
    message: 'expected the account too: the roles in member accounts trust it by name',
    path: ['account'],
  })
  .refine(({ organization: org, account }) => !org?.accounts.some((id) => id === account), {
    message: 'has the account that is deployed to; leave it out',
    path: ['organization', 'accounts'],
  })
  .refine(({ archive: { account: keeper }, account }) => keeper === undefined || account !== undefined, {
    message: 'expected the account too: the archive of another account trusts it by name',
    path: ['account'],
  })
  .refine(({ archive: { copyTo }, account }) => copyTo === undefined || account !== undefined, {
    message: 'expected the account too: the copy of the archive is named by it',
    path: ['account'],
  })
  .refine(({ archive: { copyTo }, region: home }) => copyTo !== home, {
    message: 'is the home Region; a copy is for another',
    path: ['archive', 'copyTo'],
  })
  .refine(({ archive: { account: keeper }, account }) => keeper === undefined || keeper !== account, {
    message: 'is the account that is deployed to; leave it out',
    path: ['archive', 'account'],
  });

/** What a deployment is told, defaults filled in. */
export type Config = z.output<typeof schema>;

/** The schema itself: docs/deploying.md is held against it. */
export const configSchema = schema;

/** Reads the value of the context key. @throws Error naming every key that is wrong, and what was expected there */
export function parseConfig(context: unknown): Config {
  const result = schema.safeParse(settingsIn(context) ?? {});
  if (result.success) return result.data;
  throw new Error(`cdk.json, context.${CONTEXT_KEY}: ${problemsOf(result.error)}`);
}

/** On the command line (`-c assay='{…}'`) it is text. */
function settingsIn(context: unknown): unknown {
  if (typeof context !== 'string') return context;
  try {
    return JSON.parse(context);
  } catch (cause) {
    throw new Error(`context.${CONTEXT_KEY} is ${context}, expected a JSON object`, { cause });
  }
}

/** The user's files as the functions get them. */
export interface UserFiles {
  readonly settings: Settings;
  readonly waivers: readonly Waiver[];
}

/** @throws Error naming the file and every place in it that is wrong */
export function readUserFiles({ settings, waivers }: Pick<Config, 'settings' | 'waivers'>): UserFiles {
  return {
    settings: settings === undefined ? {} : validated(settings, settingsSchema(rules)),
    waivers: waivers === undefined ? [] : validated(waivers, waiversSchema(rules)).waivers,
  };
}

function validated<T>(path: string, shape: z.core.$ZodType<T>): T {
  const result = z.safeParse(shape, document(path));
  if (result.success) return result.data;
  throw new Error(`${path}: ${problemsOf(result.error)}`);
}

function document(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { maxAliasCount: 20 });
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const problemsOf = ({ issues }: z.core.$ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'the top'}: ${message}`).join('; ');
