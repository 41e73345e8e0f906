import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { EmulatorError } from '../../errors.ts';
import { isRecord } from '../../shapes.ts';

type Read = (finding: AwsSecurityFinding) => (string | undefined)[];

// What a filter's name stands for; the API has a hundred, these are the ones that get asked.
const TEXTS: Record<string, Read> = {
  AwsAccountId: ({ AwsAccountId }) => [AwsAccountId],
  CompanyName: ({ CompanyName }) => [CompanyName],
  ComplianceSecurityControlId: ({ Compliance }) => [Compliance?.SecurityControlId],
  ComplianceStatus: ({ Compliance }) => [Compliance?.Status],
  Description: ({ Description }) => [Description],
  GeneratorId: ({ GeneratorId }) => [GeneratorId],
  Id: ({ Id }) => [Id],
  NoteText: ({ Note }) => [Note?.Text],
  NoteUpdatedBy: ({ Note }) => [Note?.UpdatedBy],
  ProductArn: ({ ProductArn }) => [ProductArn],
  ProductName: ({ ProductName }) => [ProductName],
  RecordState: ({ RecordState }) => [RecordState],
  Region: ({ Region }) => [Region],
  ResourceId: ({ Resources = [] }) => Resources.map(({ Id }) => Id),
  ResourceType: ({ Resources = [] }) => Resources.map(({ Type }) => Type),
  SeverityLabel: ({ Severity }) => [Severity?.Label],
  Title: ({ Title }) => [Title],
  Type: ({ Types = [] }) => Types,
  VerificationState: ({ VerificationState }) => [VerificationState],
  WorkflowStatus: ({ Workflow }) => [Workflow?.Status],
};

const MAPS: Record<string, (finding: AwsSecurityFinding) => Record<string, string> | undefined> = {
  ProductFields: ({ ProductFields }) => ProductFields,
  UserDefinedFields: ({ UserDefinedFields }) => UserDefinedFields,
};

interface Comparison {
  Key?: unknown;
  Value?: unknown;
  Comparison?: unknown;
}

/** Whether a finding is among those that filters ask for; filters that the emulator does not know fail loudly. */
export function isAsked(finding: AwsSecurityFinding, filters: object): boolean {
  return Object.entries(filters).every(([name, wanted]) => {
    const comparisons: Comparison[] = Array.isArray(wanted) ? wanted.filter(isRecord) : [];
    return comparisons.length === 0 || isMet(valuesOf(finding, name), comparisons);
  });
}

function valuesOf(finding: AwsSecurityFinding, name: string): (key: unknown) => string[] {
  const read = TEXTS[name];
  if (read !== undefined) return () => read(finding).filter((value) => value !== undefined);
  const map = MAPS[name];
  if (map === undefined) {
    throw new EmulatorError(`the emulator's Security Hub filters by no ${name}: add it to filters.ts`);
  }
  return (key) => {
    const value = map(finding)?.[String(key)];
    return value === undefined ? [] : [value];
  };
}

// Affirmative comparisons of a field are joined by OR, negative ones by AND:
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StringFilter.html
function isMet(valuesFor: (key: unknown) => string[], comparisons: Comparison[]): boolean {
  const isNegative = ({ Comparison: how }: Comparison) => String(how).includes('NOT');
  const affirmative = comparisons.filter((one) => !isNegative(one));
  const some = affirmative.length === 0 || affirmative.some((one) => compares(valuesFor(one.Key), one));
  return some && comparisons.filter(isNegative).every((one) => !compares(valuesFor(one.Key), one));
}

function compares(values: string[], { Value, Comparison: how }: Comparison): boolean {
  const wanted = String(Value);
  const kind = String(how ?? 'EQUALS').replace(/_?NOT_?/, '');
  return values.some((value) => {
    if (kind === 'PREFIX') return value.startsWith(wanted);
    if (kind === 'CONTAINS') return value.includes(wanted);
    return value === wanted;
  });
}
