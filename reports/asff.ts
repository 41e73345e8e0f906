import { asffFinding, type RuleWords } from '../engine/asff.ts';
import { requirementsOf } from '../engine/asff-requirements.ts';
import { unknownRule } from '../engine/assessment/assessed-rule.ts';
import type { AssessedFinding, AssessedRule, Assessment } from '../engine/assessment/assessment.ts';
import { isControlId } from '../frameworks/index.ts';
import { partitionOf } from '../resources/arn.ts';
import type { ResourceRef } from '../resources/resource.ts';

/** Where a finding is told that no Region is known of. */
const NO_REGION = 'us-east-1';

/**
 * A list of findings in the AWS Security Finding Format, as `aws securityhub batch-import-findings` takes a hundred of.
 * What does not apply is no finding. Only live resources have one: in a file there is no account.
 */
export function asffReport(assessment: Assessment): string {
  const rules = new Map(assessment.rules.map((rule) => [rule.id, rule]));
  const findings = assessment.findings
    .filter(({ status, resource }) => status !== 'NOT_APPLICABLE' && resource.file === null)
    .map((finding) => asffOf(finding, rules.get(finding.rule) ?? unknownRule(finding.rule), assessment));
  return `${JSON.stringify(findings, null, 2)}\n`;
}

const COMPLIANCE = {
  COMPLIANT: 'PASSED',
  NON_COMPLIANT: 'FAILED',
  INSUFFICIENT_DATA: 'NOT_AVAILABLE',
  NOT_APPLICABLE: 'NOT_AVAILABLE',
} as const;

function asffOf(finding: AssessedFinding, rule: AssessedRule, { asOf, scope, source }: Assessment) {
  const { resource, status, severity, observations, because, waiver, since, lastEvaluated, failedBefore } =
    finding;
  const isUnknown = status === 'INSUFFICIENT_DATA';
  const why = because ?? 'it could not be read';
  const told = asffFinding({
    rule: rule.id,
    words: wordsOf(rule),
    severity,
    ref: refOf(resource),
    account: resource.account ?? scope.accounts[0] ?? '',
    region: resource.region ?? scope.regions[0] ?? NO_REGION,
    createdAt: finding.firstEvaluated ?? since ?? asOf,
    updatedAt: lastEvaluated ?? asOf,
    // What failed, and cannot be seen now, is not known to be fixed.
    compliance: failedBefore ? 'FAILED' : COMPLIANCE[status],
    recordState: 'ACTIVE',
    instead: isUnknown ? `It cannot be judged now: ${why}.` : undefined,
    observations,
    unreadable: isUnknown ? why : undefined,
    fields: {
      'assay/rule': rule.id,
      'assay/revision': String(rule.revision),
      'assay/status': status,
      'assay/since': since ?? undefined,
      'assay/dueAt': finding.dueAt ?? undefined,
      'assay/advisory': finding.advisory ? 'true' : undefined,
      'assay/shadow': finding.shadow ? 'true' : undefined,
      'assay/source': source.name,
      'assay/verification': source.verification?.status ?? 'none',
      'assay/waiver/ticket': waiver?.ticket,
      'assay/waiver/approver': waiver?.approver,
      'assay/waiver/expires': waiver?.expires,
    },
  });
  return {
    ...told,
    Workflow: { Status: waiver ? 'SUPPRESSED' : status === 'COMPLIANT' ? 'RESOLVED' : 'NEW' },
  };
}

function wordsOf({ title, rationale, guidance, controls, references: [url] }: AssessedRule): RuleWords {
  const requirements = requirementsOf(controls.map(({ id }) => id).filter(isControlId));
  return { title, rationale, guidance, requirements, ...(url !== undefined && { url }) };
}

function refOf({ type, id, account, region }: AssessedFinding['resource']): ResourceRef {
  const place = { type, account, region, partition: region === null ? null : partitionOf(region) };
  const [, own] = /^arn:[^:]*:assay:[^:]*:[^:]*:(.+)$/s.exec(id) ?? [];
  if (own !== undefined) return { ...place, id: own, arn: id, synthetic: true };
  return id.startsWith('arn:') ? { ...place, id, arn: id } : { ...place, id };
}
