import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { assessmentOf } from '../../engine/assessment/assemble.ts';
import type { Assessment } from '../../engine/assessment/assessment.ts';
import {
  findingFromResult,
  gapsOfResult,
  notesOfResult,
  type PrintedResult,
} from '../../engine/assessment/from-result.ts';
import type { KnownWaiver } from '../../engine/assessment/waiver-log.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { UsageError } from '../exit-status.ts';
import { PROFILES, SEVERITIES } from '../house.ts';
import { type Asked, inForce, rulesInForce } from './asked.ts';

const STATUSES = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'] as const;

const text = z.string();
const optionalText = z.optional(text);
const applied = { owner: text, approver: text, ticket: text, reason: text, expires: text };

/** JSON as it is: what a rule observed may be any. */
const json = z.json();

const finding = z.object({
  rule: text,
  status: z.enum(STATUSES),
  severity: z.enum(SEVERITIES),
  file: optionalText,
  resource: z.object({ type: text, id: text, account: optionalText, region: optionalText }),
  observations: z.array(z.object({ path: text, expected: json, actual: json })),
  waiver: z.nullable(z.object(applied)),
  because: optionalText,
  advisory: z.optional(z.boolean()),
  shadow: z.optional(z.boolean()),
});

const count = z.int();
const summary = z.object({
  byStatus: z.object({
    COMPLIANT: count,
    NON_COMPLIANT: count,
    NOT_APPLICABLE: count,
    INSUFFICIENT_DATA: count,
  }),
  judgedAt: z.optional(z.iso.datetime()),
  profile: z.optional(z.enum(PROFILES)),
  account: optionalText,
  regions: z.optional(z.array(text)),
  unlisted: z.optional(
    z.array(z.object({ type: text, region: z.nullable(text), outcome: text, because: text })),
  ),
  unusable: z.optional(z.array(text)),
  waivers: z.optional(
    z.array(
      z.object({
        waiver: z.object({
          rule: text,
          scope: z.record(text, text),
          requester: text,
          approved: text,
          ...applied,
        }),
        problem: z.enum(['expired', 'over-long', 'unused', 'not-yet-approved']),
      }),
    ),
  ),
});

const RESULT = z.object({ findings: z.array(finding), summary });

type Result = z.infer<typeof RESULT>;

/**
 * The state that a scan or a gate printed with `--format json`.
 * @throws UsageError if the file is none, or half of one
 */
export function assessmentOfResult(file: string, asked: Asked): Assessment {
  const result = readResult(file);
  const { summary: told } = result;
  // The shapes are one; the validator's has members that may be undefined.
  const printed = result as PrintedResult;
  const asOf = told.judgedAt ?? asked.now;
  const { isAsked = () => true } = asked;
  const findings = printed.findings
    .filter(({ rule }) => isAsked(rule))
    .map((each) => findingFromResult(each, asOf));
  const choice = asked.choice ?? {
    settings: { ...(told.profile && { profile: told.profile }) },
    profile: undefined,
  };
  const profile = told.profile ?? choice.profile ?? choice.settings.profile ?? 'baseline';
  const named = (of: 'account' | 'region') => findings.flatMap(({ resource }) => resource[of] ?? []);
  const undated =
    told.judgedAt === undefined
      ? [{ kind: 'incomplete' as const, text: 'The result does not say when it was made.' }]
      : [];
  return assessmentOf({
    ...asked.common,
    asOf,
    period: null,
    profile,
    source: { kind: told.account === undefined ? 'gate' : 'scan', name: file, verification: null },
    scope: {
      accounts: unique([...(told.account === undefined ? [] : [told.account]), ...named('account')]),
      regions: unique([...(told.regions ?? []), ...named('region')]),
    },
    findings,
    ended: [],
    history: [],
    gaps: gapsOfResult(printed, asOf),
    waivers: waiversOf(result),
    rulesInForce: rulesInForce(inForce({ ...choice, profile }, asked), findings),
    notes: [...notesOfResult(printed), ...undated],
  });
}

function readResult(file: string): Result {
  const expected = 'expected what `assay scan` or `assay gate` prints with --all --format json';
  const result = RESULT.safeParse(parsed(file, expected));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  throw new UsageError(`${file}: at ${place?.replace(/^\./, '') || 'the top'}: ${expected}`);
}

function parsed(file: string, expected: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no whole JSON' : 'it cannot be read';
    throw new UsageError(`${file}: ${why}, ${expected}`, { cause: error });
  }
}

const waiversOf = ({ summary: { waivers = [] } }: Result): readonly KnownWaiver[] =>
  waivers.map(({ waiver, problem }) => ({ waiver: waiver as Waiver, problem }));

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
