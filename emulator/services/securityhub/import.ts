import type { AwsSecurityFinding, ImportFindingsError } from '@aws-sdk/client-securityhub';
import { struckPart } from '../../partial.ts';
import type { Call, Operations } from '../../service.ts';
import {
  checkRate,
  findings,
  HUB,
  hubs,
  invalidInput,
  keyOf,
  type StoredFinding,
  severityOf,
  store,
} from './_shared.ts';

const RATE = { perSecond: 10, burst: 30 };
const MAX_BYTES = 240 * 1024;

export const imports = {
  BatchImportFindings(input, call) {
    checkRate(call, RATE);
    const given = input.Findings;
    if (given.length === 0 || given.length > 100) {
      throw invalidInput(`Invalid parameter 'Findings'. ${given.length} findings: send 1 to 100.`);
    }
    const failures = given
      .map((finding) => imported(call, finding))
      .filter((failure) => failure !== undefined);
    return {
      FailedCount: failures.length,
      SuccessCount: given.length - failures.length,
      FailedFindings: failures,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-securityhub')>;

function imported(call: Call, finding: AwsSecurityFinding): ImportFindingsError | undefined {
  const fault = struckPart(call, 'Finding', finding);
  const failure = fault ? { ErrorCode: fault.name, ErrorMessage: fault.message } : refusal(call, finding);
  if (failure !== undefined) return { Id: finding.Id, ...failure };
  const known = findings.get(call, keyOf(finding));
  if (known === undefined) store(call.world, call, created(call, finding));
  // One that is not newer is taken without a word and without effect.
  else if (timeOf(finding.UpdatedAt) > timeOf(known.finding.UpdatedAt)) {
    store(call.world, call, replaced(call, known, finding));
  }
  return undefined;
}

function refusal(call: Call, finding: AwsSecurityFinding) {
  const ownProduct = call.arn(`product/${call.account}/default`);
  const isOwn = finding.AwsAccountId === call.account && finding.ProductArn === ownProduct;
  if (hubs.get(call, HUB) === undefined || !isOwn) {
    return {
      ErrorCode: 'InvalidAccess',
      ErrorMessage: `Account ${call.account} may not import findings of ${finding.ProductArn} for ${finding.AwsAccountId}`,
    };
  }
  const fault = faultOf(finding);
  return fault === undefined
    ? undefined
    : {
        ErrorCode: 'InvalidInput',
        ErrorMessage: `Finding does not adhere to Amazon Finding Format. ${fault}`,
      };
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

function faultOf(finding: AwsSecurityFinding): string | undefined {
  const {
    SchemaVersion,
    Id = '',
    Title = '',
    Description = '',
    Resources = [],
    FindingProviderFields,
  } = finding;
  const faults: [boolean, string][] = [
    [SchemaVersion !== '2018-10-08', 'data.SchemaVersion should be 2018-10-08'],
    [Id.length === 0 || Id.length > 512, 'data.Id should have 1 to 512 characters'],
    [Title.length === 0 || Title.length > 256, 'data.Title should NOT be longer than 256 characters'],
    [
      Description.length === 0 || Description.length > 1024,
      'data.Description should NOT be longer than 1024 characters',
    ],
    [Resources.length === 0 || Resources.length > 32, 'data.Resources should have 1 to 32 items'],
    [!TIME.test(finding.CreatedAt ?? ''), 'data.CreatedAt should match format "date-time"'],
    [!TIME.test(finding.UpdatedAt ?? ''), 'data.UpdatedAt should match format "date-time"'],
    [
      (FindingProviderFields?.Severity ?? finding.Severity) === undefined,
      "data should have required property 'Severity'",
    ],
    [
      (FindingProviderFields?.Types ?? finding.Types) === undefined,
      "data should have required property 'Types'",
    ],
    [
      Object.keys(finding.ProductFields ?? {}).length > 50,
      'data.ProductFields should NOT have more than 50 properties',
    ],
    [Buffer.byteLength(JSON.stringify(finding)) > MAX_BYTES, `the finding exceeds ${MAX_BYTES} bytes`],
  ];
  return faults.find(([isFault]) => isFault)?.[1];
}

function created(call: Call, given: AwsSecurityFinding): StoredFinding {
  const finding: AwsSecurityFinding = {
    ...given,
    ...providers(given, new Set()),
    ...defaults(call),
    RecordState: given.RecordState ?? 'ACTIVE',
    Workflow: given.Workflow ?? { Status: 'NEW' },
    WorkflowState: 'NEW',
  };
  return { finding, taken: new Set() };
}

// What belongs to customers an import cannot change:
// https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
function replaced(
  call: Call,
  { finding: known, taken }: StoredFinding,
  given: AwsSecurityFinding,
): StoredFinding {
  const kept = {
    Note: known.Note,
    UserDefinedFields: known.UserDefinedFields,
    VerificationState: known.VerificationState,
  };
  const next: AwsSecurityFinding = {
    ...given,
    ...providers(given, taken),
    ...Object.fromEntries([...taken].map((member) => [member, Reflect.get(known, member)])),
    ...kept,
    ...defaults(call),
    RecordState: given.RecordState ?? 'ACTIVE',
  };
  return { finding: { ...next, Workflow: workflowAfter(known, next), WorkflowState: 'NEW' }, taken };
}

function defaults(call: Call) {
  return {
    Region: call.region,
    ProcessedAt: call.now().toISOString(),
  };
}

/** Members at the top follow the provider's until a customer has changed them. */
function providers(given: AwsSecurityFinding, taken: ReadonlySet<string>): Partial<AwsSecurityFinding> {
  const own = given.FindingProviderFields;
  const Severity = severityOf({ ...given.Severity, ...own?.Severity });
  const Types = own?.Types ?? given.Types;
  const FindingProviderFields = {
    ...own,
    Severity: { Label: Severity.Label, Original: Severity.Original },
    Types,
  };
  const top = Object.entries({
    Severity,
    Types,
    Confidence: own?.Confidence ?? given.Confidence,
    Criticality: own?.Criticality ?? given.Criticality,
  });
  return {
    FindingProviderFields,
    ...Object.fromEntries(top.filter(([name, value]) => !taken.has(name) && value !== undefined)),
  };
}

/**
 * A finding that comes back is new again, unless somebody suppressed it.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/findings-workflow-status.html
 */
export function workflowAfter(
  known: AwsSecurityFinding,
  next: AwsSecurityFinding,
): AwsSecurityFinding['Workflow'] {
  const status = known.Workflow?.Status ?? 'NEW';
  const isBack = known.RecordState === 'ARCHIVED' && next.RecordState === 'ACTIVE';
  const isWorse =
    known.Compliance?.Status === 'PASSED' &&
    next.Compliance?.Status !== undefined &&
    next.Compliance.Status !== 'PASSED';
  const isOpen = status === 'NOTIFIED' || status === 'RESOLVED';
  return { Status: isOpen && (isBack || isWorse) ? 'NEW' : status };
}

function timeOf(text: string | undefined): number {
  return new Date(text ?? '').getTime();
}
