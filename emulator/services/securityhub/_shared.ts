import type { AutomationRulesConfig, AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { createTable, type Scope, type View } from '../../table.ts';
import type { World } from '../../world.ts';
import { publishEvent } from '../eventbridge/_shared.ts';
import { isAsked } from './filters.ts';

export interface Hub {
  arn: string;
  since: Date;
  autoEnableControls: boolean;
}

/** A finding, and which of its members BatchUpdateFindings has taken over from the provider. */
export interface StoredFinding {
  finding: AwsSecurityFinding;
  taken: ReadonlySet<string>;
}

export const hubs = createTable<Hub>();
export const HUB = 'hub';
export const findings = createTable<StoredFinding>();
export const automationRules = createTable<AutomationRulesConfig & { RuleArn: string }>();

/** Where a finding is kept. */
export function keyOf({
  ProductArn,
  Id,
}: {
  ProductArn?: string | undefined;
  Id?: string | undefined;
}): string {
  return `${ProductArn}\n${Id}`;
}

export function checkEnabled(call: Call): Hub {
  const hub = hubs.get(call, HUB);
  if (hub !== undefined) return hub;
  throw new AwsError(
    'InvalidAccessException',
    `Account ${call.account} is not subscribed to AWS Security Hub`,
  );
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}

interface Bucket {
  tokens: number;
  atMs: number;
}

interface Rate {
  perSecond: number;
  burst: number;
}

const buckets = new WeakMap<Scope, Map<string, Bucket>>();

/** Takes one call from an account's allowance; the world's clock refills it. */
export function checkRate(call: Call, { perSecond, burst }: Rate): void {
  const own = buckets.get(call.scope) ?? new Map<string, Bucket>();
  buckets.set(call.scope, own);
  const { tokens, atMs } = own.get(call.operation) ?? { tokens: burst, atMs: call.nowMs };
  const filled = Math.min(burst, tokens + ((call.nowMs - atMs) / 1000) * perSecond);
  if (filled < 1) throw new AwsError('TooManyRequestsException', 'Too Many Requests', 429);
  own.set(call.operation, { tokens: filled - 1, atMs: call.nowMs });
}

/** Stores a finding that came or changed: automation rules first, then everybody hears of it. */
export function store(world: World, view: View, stored: StoredFinding): void {
  const automated = afterRules(world, view, stored);
  findings.put(view, keyOf(automated.finding), automated);
  announce(world, view.scope, automated.finding);
}

function announce(world: World, { account, region }: Scope, finding: AwsSecurityFinding): void {
  publishEvent(world, {
    source: 'aws.securityhub',
    'detail-type': 'Security Hub Findings - Imported',
    account,
    region,
    resources: [`${finding.ProductArn}/${finding.Id}`],
    detail: { findings: [finding] },
  });
}

// https://docs.aws.amazon.com/securityhub/latest/userguide/automation-rules.html
function afterRules(world: World, view: View, stored: StoredFinding): StoredFinding {
  const rules = automationRules
    .list({ ...view, seenMs: view.nowMs })
    .filter(({ RuleStatus }) => RuleStatus === 'ENABLED')
    .sort((a, b) => (a.RuleOrder ?? 0) - (b.RuleOrder ?? 0));
  let { finding } = stored;
  for (const { Criteria = {}, Actions = [], IsTerminal } of rules) {
    if (!isAsked(finding, Criteria)) continue;
    for (const { FindingFieldsUpdate: update } of Actions)
      finding = updated(finding, update ?? {}, world.clock.now());
    if (IsTerminal === true) break;
  }
  return { ...stored, finding };
}

/** What customers may change of a finding. */
export interface Update {
  Note?: { Text: string | undefined; UpdatedBy: string | undefined } | undefined;
  Severity?: AwsSecurityFinding['Severity'];
  VerificationState?: AwsSecurityFinding['VerificationState'];
  Confidence?: number | undefined;
  Criticality?: number | undefined;
  Types?: string[] | undefined;
  UserDefinedFields?: Record<string, string> | undefined;
  Workflow?: AwsSecurityFinding['Workflow'];
  RelatedFindings?: AwsSecurityFinding['RelatedFindings'];
}

const UPDATABLE = [
  'Confidence',
  'Criticality',
  'Note',
  'RelatedFindings',
  'Severity',
  'Types',
  'UserDefinedFields',
  'VerificationState',
  'Workflow',
] as const;

/** Which members an update speaks of. */
export function membersOf(update: Update): string[] {
  return UPDATABLE.filter((member) => update[member] !== undefined);
}

/** The finding after a customer's change, which leaves `UpdatedAt` alone. */
export function updated(finding: AwsSecurityFinding, update: Update, at: Date): AwsSecurityFinding {
  const given = Object.fromEntries(membersOf(update).map((member) => [member, Reflect.get(update, member)]));
  const { Note, Severity } = update;
  return {
    ...finding,
    ...given,
    ...(Note && { Note: { ...Note, UpdatedAt: at.toISOString() } }),
    ...(Severity && { Severity: { ...finding.Severity, ...severityOf(Severity) } }),
  };
}

const NORMALIZED = { INFORMATIONAL: 0, LOW: 1, MEDIUM: 40, HIGH: 70, CRITICAL: 90 } as const;

/** Label and number of a severity, each from the other where one is missing. */
export function severityOf(severity: NonNullable<AwsSecurityFinding['Severity']>) {
  const { Label, Normalized } = severity;
  if (Label !== undefined) return { ...severity, Normalized: Normalized ?? NORMALIZED[Label] };
  const label = Object.entries(NORMALIZED).findLast(([, least]) => least <= (Normalized ?? 0));
  return { ...severity, Label: labelOf(label?.[0]), Normalized: Normalized ?? 0 };
}

function labelOf(name: string | undefined): keyof typeof NORMALIZED {
  return name === 'LOW' || name === 'MEDIUM' || name === 'HIGH' || name === 'CRITICAL'
    ? name
    : 'INFORMATIONAL';
}
