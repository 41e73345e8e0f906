import type {
  AssessedFinding,
  AssessmentSource,
  EndedFinding,
  EvidencePointer,
} from '../../../engine/assessment/assessment.ts';
import { sha256 } from '../../../engine/canonical.ts';
import { segmentKey } from '../../../engine/evidence/layout.ts';
import type { Rule, Severity } from '../../../engine/rule.ts';
import type { Status } from '../../../engine/verdict.ts';
import type { AppliedWaiver } from '../../../engine/waiver.ts';
import { rules } from '../../../rules/index.ts';
import { HOSTILE_NAMES, named } from './hostile.ts';
import { observationsOf } from './observations.ts';

interface Shape {
  readonly count: number;
  readonly asOf: string;
  readonly kind: AssessmentSource['kind'];
  readonly hostile: boolean;
}

const DAY_MS = 86_400_000;
const SEVERITIES: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
export const SERVICE_LEVEL_DAYS: Readonly<Record<Severity, number>> = {
  CRITICAL: 7,
  HIGH: 30,
  MEDIUM: 90,
  LOW: 180,
};
const TEAMS = ['research', 'claims', 'support', 'pricing', 'fraud', 'search', 'translate', 'vision'];
const SHARDS = [
  { account: '111122223333', region: 'eu-west-1' },
  { account: '111122223333', region: 'eu-central-1' },
  { account: '444455556666', region: 'us-east-1' },
] as const;
const UNKNOWN = [
  'the read was denied: AccessDeniedException',
  'KmsKeyId is a reference that the template does not resolve',
  'its role could not be read: throttled',
];

export const WAIVER: AppliedWaiver = {
  owner: 'ml-platform',
  approver: 'chief-information-security-officer',
  ticket: 'RISK-214',
  reason: 'The cluster is rebuilt in December; until then it stands in a network of its own.',
  expires: '2026-11-09',
};

/** A number from 0 to 99 that looks random and is always the same for the same text. */
const chance = (text: string): number => Number.parseInt(sha256(text).slice(0, 8), 16) % 100;

/** One for each rule and resource, by severity, rule and resource. */
export function findingsWith(shape: Shape): AssessedFinding[] {
  const findings = Array.from({ length: shape.count }, (_, index) => findingAt(index, shape));
  return findings.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.rule, b.rule) ||
      compare(a.resource.id, b.resource.id),
  );
}

/** The last few as what the period saw and its end does not. */
export const endedOf = (findings: readonly AssessedFinding[], endedAt: string): EndedFinding[] =>
  findings
    .slice(-6)
    .map(({ id, rule, resource, severity, advisory, failingSeconds, evidence, status }, index) => ({
      id: id.replace(/.{8}$/, '00000000'),
      rule,
      resource: { ...resource, id: `${resource.id}-former` },
      severity,
      advisory,
      failingSeconds,
      evidence,
      status,
      endedAt,
      because: (['deleted', 'replaced', 'rule-not-in-force'] as const)[index % 3] ?? 'deleted',
    }));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function findingAt(index: number, shape: Shape): AssessedFinding {
  const rule = rules[index % rules.length];
  if (rule === undefined) throw new Error('there are no rules');
  const resource = resourceAt(index, rule, shape);
  const key = `${rule.id}\n${resource.id}\n${resource.region}`;
  const severity = rule.severity === 'MEDIUM' && chance(rule.id) < 40 ? 'LOW' : rule.severity;
  const advisory = rule.profile === 'advisory';
  const status = statusAt(key);
  const waiver = status === 'NON_COMPLIANT' && chance(`${key} waiver`) < 14 ? WAIVER : null;
  const lived = shape.kind === 'archive' || shape.kind === 'posture';
  const ageDays = chance(`${key} age`) * (status === 'COMPLIANT' ? 2 : 0.6);
  const since = new Date(Date.parse(shape.asOf) - Math.round(ageDays * DAY_MS)).toISOString();
  const counts = lived && status === 'NON_COMPLIANT' && waiver === null && !advisory;
  return {
    id: `assay/${sha256(key)}`,
    rule: rule.id,
    resource,
    status,
    severity,
    advisory,
    observations:
      status === 'NON_COMPLIANT'
        ? [
            ...observationsOf(rule, index),
            ...(shape.hostile && index % 5 === 0 ? [hostileObservation(index)] : []),
          ]
        : [],
    because: becauseOf(status, index),
    waiver,
    since: lived ? since : null,
    lastEvaluated: shape.kind === 'gate' ? null : shape.asOf,
    dueAt: counts ? new Date(Date.parse(since) + SERVICE_LEVEL_DAYS[severity] * DAY_MS).toISOString() : null,
    evidence: shape.kind === 'archive' ? evidenceAt(index, { status, since, asOf: shape.asOf }) : [],
    firstEvaluated: lived ? since : null,
    failingSeconds: shape.kind === 'archive' ? failingSeconds(status, ageDays) : null,
    ...(status === 'INSUFFICIENT_DATA' && chance(`${key} before`) < 30 && { failedBefore: true }),
  };
}

const failingSeconds = (status: Status, ageDays: number): number =>
  status === 'NON_COMPLIANT' ? Math.round(Math.min(ageDays, 30) * 86_400) : 0;

function statusAt(key: string): Status {
  const drawn = chance(`${key} status`);
  if (drawn < 64) return 'COMPLIANT';
  if (drawn < 84) return 'NON_COMPLIANT';
  return drawn < 92 ? 'NOT_APPLICABLE' : 'INSUFFICIENT_DATA';
}

const becauseOf = (status: Status, index: number): string | null =>
  status === 'INSUFFICIENT_DATA'
    ? (UNKNOWN[index % UNKNOWN.length] ?? null)
    : status === 'NOT_APPLICABLE'
      ? 'it serves no AI resource'
      : null;

const hostileObservation = (index: number) => ({
  path: 'Environment.NAME',
  expected: null,
  actual: { [named('NAME', index, true)]: HOSTILE_NAMES.slice(0, 4) },
});

function resourceAt(index: number, rule: Rule, { kind, hostile }: Shape): AssessedFinding['resource'] {
  const number = Math.floor(index / rules.length);
  const type = rule.resourceType === '*' ? 'AWS::SageMaker::Model' : rule.resourceType;
  const [, service = '', what = ''] = type.split('::');
  const name = named(`${TEAMS[number % TEAMS.length]}-${String(number).padStart(3, '0')}`, index, hostile);
  if (kind === 'gate') {
    return {
      type,
      id: named(`Resource${number}`, index, hostile),
      account: null,
      region: null,
      file: 'infra/ai.template.json',
    };
  }
  const shard = SHARDS[index % SHARDS.length] ?? SHARDS[0];
  const kebab = what.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  const id = `arn:aws:${service.toLowerCase()}:${shard.region}:${shard.account}:${kebab}/${name}`;
  return { type, id, ...shard, file: null };
}

/** Two records at most: the newest says what the finding says, the one before it was still in order. */
function evidenceAt(
  index: number,
  { status, since, asOf }: { readonly status: Status; readonly since: string; readonly asOf: string },
): EvidencePointer[] {
  const shard = SHARDS[index % SHARDS.length] ?? SHARDS[0];
  const pointer = (recordedAt: string, sequence: number, said: Status): EvidencePointer => ({
    ...shard,
    sequence,
    segment: segmentKey(shard, Math.floor(sequence / 100), recordedAt),
    recordedAt,
    status: said,
  });
  const newest = pointer(asOf, 20_000 + index, status);
  return status === 'NON_COMPLIANT' ? [newest, pointer(since, 1 + index, status)] : [newest];
}
