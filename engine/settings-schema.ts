import * as z from 'zod/mini';
import { MODES } from './remediation/mode.ts';
import type { Parameter, Rule } from './rule.ts';
import { realDay, text } from './schema-parts.ts';
import type { Settings } from './settings.ts';
import type { Waiver } from './waiver.ts';

// Apart from settings.ts: only who reads a file pays for the validator.

const days = z.int().check(z.positive(), z.lte(3650));

/** Schema of `assay.config.json`: every rule by its id, every parameter by its kind; a misspelt one is refused. */
export function settingsSchema(rules: readonly Rule[]): z.ZodMiniType<Settings> {
  const ruleSettings = Object.fromEntries(rules.map((rule) => [rule.id, z.optional(ruleSchema(rule))]));
  return z.strictObject({
    $schema: z.optional(z.string()),
    profile: z.optional(z.enum(['baseline', 'sensitive', 'regulated', 'all'])),
    rules: z.optional(z.strictObject(ruleSettings)),
    servesAi: z.optional(z.array(text)),
    waivers: z.optional(z.strictObject({ maxDays: z.optional(days) })),
    attestations: z.optional(z.strictObject({ maxDays: z.optional(days) })),
    remediation: z.optional(remediationSchema(rules)),
    serviceLevels: z.optional(
      z.strictObject({
        CRITICAL: z.optional(days),
        HIGH: z.optional(days),
        MEDIUM: z.optional(days),
        LOW: z.optional(days),
      }),
    ),
  });
}

const mode = z.enum(MODES);
const accountId = z.string().check(z.regex(/^\d{12}$/, 'expected an account id of 12 digits'));
const regionName = z
  .string()
  .check(z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'expected the name of a Region'));
const keyArn = z
  .string()
  .check(z.regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'expected the ARN of a KMS key'));

const policyArn = z
  .string()
  .check(
    z.regex(
      /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
      'expected the ARN of a managed policy',
    ),
  );

function remediationSchema(rules: readonly Rule[]) {
  const modes = Object.fromEntries(rules.map(({ id }) => [id, z.optional(mode)]));
  const severity = z.optional(mode);
  return z.strictObject({
    mode: z.optional(mode),
    severities: z.optional(
      z.strictObject({ CRITICAL: severity, HIGH: severity, MEDIUM: severity, LOW: severity }),
    ),
    accounts: z.optional(z.record(accountId, mode)),
    rules: z.optional(z.strictObject(modes)),
    tags: z.optional(z.record(text, mode)),
    graceMinutes: z.optional(z.int().check(z.gte(0), z.lte(7 * 24 * 60))),
    // All of an hour's plans lie in one item of the table.
    budgetPerHour: z.optional(z.int().check(z.gte(0), z.lte(500))),
    approvalHours: z.optional(z.int().check(z.gte(1), z.lte(14 * 24))),
    iacOwned: z.optional(z.enum(['notify', 'apply'])),
    kmsKeys: z.optional(z.record(regionName, keyArn)),
    guardrails: z.optional(z.record(regionName, z.strictObject({ identifier: text, version: text }))),
    invocationLogging: z.optional(
      z.record(regionName, z.strictObject({ bucketName: text, keyPrefix: z.optional(text) })),
    ),
    agentNetworks: z.optional(
      z.record(
        regionName,
        z.strictObject({
          subnetIds: z.array(text).check(z.minLength(1)),
          securityGroupIds: z.array(text).check(z.minLength(1)),
        }),
      ),
    ),
    permissionsBoundaries: z.optional(z.record(accountId, policyArn)),
    setTags: z.optional(z.record(text, text)),
  });
}

function ruleSchema(rule: Rule) {
  const parameters = Object.fromEntries(
    Object.entries(rule.parameters ?? {}).map(([name, parameter]) => [
      name,
      z.optional(valueSchema(parameter)),
    ]),
  );
  return z
    .strictObject({
      enabled: z.optional(z.boolean()),
      reason: z.optional(text),
      shadow: z.optional(z.boolean()),
      parameters: z.optional(z.strictObject(parameters)),
    })
    .check(
      z.refine(
        ({ enabled, reason }) => enabled !== false || reason !== undefined,
        'expected a reason beside "enabled": false',
      ),
    );
}

function valueSchema({ kind }: Parameter) {
  if (kind === 'strings') return z.array(text);
  return kind === 'number' ? z.number() : z.boolean();
}

/** Schema of `assay.waivers.json`. Two people, an end: a waiver without either is no waiver. */
export function waiversSchema(
  rules: readonly Rule[],
): z.ZodMiniType<{ readonly waivers: readonly Waiver[] }> {
  const isRule = (name: string) => rules.some(({ id, aliases }) => id === name || aliases?.includes(name));
  const waiver = z
    .strictObject({
      rule: z.string().check(z.refine(isRule, 'expected the id of a rule')),
      scope: z
        .strictObject({
          resource: z.optional(text),
          type: z.optional(text),
          account: z.optional(text),
          region: z.optional(text),
          file: z.optional(text),
        })
        .check(
          z.refine(
            (scope) => Object.keys(scope).length > 0,
            'expected at least one of resource, type, account, region, file',
          ),
        ),
      owner: text,
      requester: text,
      approver: text,
      ticket: text,
      reason: text,
      approved: realDay,
      expires: realDay,
    })
    .check(
      z.refine(({ requester, approver }) => samePerson(requester) !== samePerson(approver), {
        message: 'expected an approver who is not the requester',
        path: ['approver'],
      }),
      z.refine(({ approved, expires }) => approved <= expires, {
        message: 'expected a day not before "approved"',
        path: ['expires'],
      }),
    );
  return z.strictObject({ $schema: z.optional(z.string()), waivers: z.array(waiver) });
}

const samePerson = (name: string): string =>
  name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
