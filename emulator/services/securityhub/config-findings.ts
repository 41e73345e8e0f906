import { createHash } from 'node:crypto';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { Call } from '../../service.ts';
import { findings, HUB, hubs, keyOf, severityOf, store } from './_shared.ts';
import { workflowAfter } from './import.ts';

interface ConfigEvaluation {
  ruleName: string;
  ruleArn: string;
  resourceType: string;
  resourceId: string;
  compliance: string;
  annotation: string | undefined;
}

/**
 * AWS Config tells Security Hub of every change of a rule's result, custom rules included, once both are on.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-internal-providers.html
 */
export function importFromConfig(call: Call, evaluation: ConfigEvaluation): void {
  const view = { ...call, seenMs: call.nowMs };
  if (hubs.get(view, HUB) === undefined) return;
  const ProductArn = `arn:${call.partition}:securityhub:${call.region}::product/aws/config`;
  const Id = idOf(evaluation);
  const known = findings.get(view, keyOf({ ProductArn, Id }));
  const isGone = evaluation.compliance === 'NOT_APPLICABLE';
  if (isGone && (known === undefined || known.finding.RecordState === 'ARCHIVED')) return;
  const next = findingOf(call, evaluation, { ProductArn, Id });
  if (known === undefined) {
    store(call.world, call, { finding: { ...next, Workflow: { Status: 'NEW' } }, taken: new Set() });
    return;
  }
  const { finding, taken } = known;
  const settled: AwsSecurityFinding = isGone
    ? { ...finding, RecordState: 'ARCHIVED', UpdatedAt: next.UpdatedAt }
    : { ...next, CreatedAt: finding.CreatedAt, Note: finding.Note, Workflow: workflowAfter(finding, next) };
  if (
    finding.Compliance?.Status === settled.Compliance?.Status &&
    finding.RecordState === settled.RecordState
  )
    return;
  store(call.world, call, { finding: settled, taken });
}

function idOf({ ruleArn, resourceType, resourceId }: ConfigEvaluation): string {
  const hash = createHash('sha256').update(`${resourceType}\n${resourceId}`).digest('hex');
  return `${ruleArn}/finding/${hash.slice(0, 40)}`;
}

function findingOf(
  call: Call,
  { ruleName, ruleArn, resourceType, resourceId, compliance, annotation }: ConfigEvaluation,
  { ProductArn, Id }: { ProductArn: string; Id: string },
): AwsSecurityFinding {
  const now = call.now().toISOString();
  const isFailed = compliance === 'NON_COMPLIANT';
  const Types = ['Software and Configuration Checks'];
  const Severity = severityOf({ Label: isFailed ? 'MEDIUM' : 'INFORMATIONAL' });
  return {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn,
    ProductName: 'Config',
    CompanyName: 'AWS',
    Region: call.region,
    GeneratorId: ruleArn,
    AwsAccountId: call.account,
    Types,
    CreatedAt: now,
    UpdatedAt: now,
    ProcessedAt: now,
    Severity,
    Title: ruleName,
    Description: `This finding is created for a resource compliance change for config rule: ${ruleName}`,
    ProductFields: {
      'aws/securityhub/ProductName': 'Config',
      'aws/securityhub/CompanyName': 'AWS',
      'aws/securityhub/FindingId': `${ProductArn}/${Id}`,
      'aws/config/ConfigRuleArn': ruleArn,
      'aws/config/ConfigRuleName': ruleName,
      'aws/config/ConfigComplianceType': compliance,
    },
    Resources: [
      {
        Type: 'Other',
        Id: resourceId,
        Partition: 'aws',
        Region: call.region,
        Details: { Other: { resourceType, ...(annotation && { annotation }) } },
      },
    ],
    Compliance: { Status: isFailed ? 'FAILED' : 'PASSED' },
    WorkflowState: 'NEW',
    RecordState: 'ACTIVE',
    FindingProviderFields: { Severity: { Label: Severity.Label }, Types },
  };
}
