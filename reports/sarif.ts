import type { Finding } from '../engine/finding.ts';
import { idOf } from '../engine/finding-id.ts';
import { isOnlyTold, type Rule, type Severity } from '../engine/rule.ts';
import type { Json, Resource } from '../resources/resource.ts';

/** A finding and the line in its file where the resource begins, if known. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly line: number | undefined;
}

/** GitHub's own thresholds: over 9.0 critical, 7.0 high, 4.0 medium. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  CRITICAL: '9.5',
  HIGH: '8.0',
  MEDIUM: '5.0',
  LOW: '2.0',
};

/** SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/ ; INSUFFICIENT_DATA is `open`, a waiver a suppression. */
export function sarifLog(located: readonly LocatedFinding[]): Json {
  const rules = [...new Map(located.map(({ finding: { rule } }) => [rule.id, rule])).values()];
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'assay', rules: rules.map(sarifRule) } },
        results: located.map((each) => sarifResult(each, indexes.get(each.finding.rule.id) ?? -1)),
      },
    ],
  };
}

function sarifRule({ id, title, rationale, guidance, severity, references, profile }: Rule): Json {
  return {
    id,
    name: id.replaceAll(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: guidance },
    helpUri: references[0],
    defaultConfiguration: { level: levelOf(severity) },
    properties: { 'security-severity': SECURITY_SEVERITY[severity], tags: ['security', profile] },
  };
}

function sarifResult({ finding, line }: LocatedFinding, ruleIndex: number): Json {
  const { rule, resource, verdict, waiver } = finding;
  const failed = verdict.status === 'NON_COMPLIANT' && !isOnlyTold(rule);
  return {
    ruleId: rule.id,
    ruleIndex,
    kind: verdict.status === 'INSUFFICIENT_DATA' ? 'open' : failed ? 'fail' : 'review',
    level: failed ? levelOf(rule.severity) : 'none',
    message: { text: messageOf(finding) },
    locations: [
      {
        // A live resource stands in no file.
        ...(resource.file !== undefined && {
          physicalLocation: {
            artifactLocation: { uri: uriOf(resource.file) },
            ...(line !== undefined && { region: { startLine: line } }),
          },
        }),
        logicalLocations: [{ fullyQualifiedName: nameOf(resource), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'assayFinding/v1': idOf(finding) },
    ...(waiver && {
      suppressions: [
        { kind: 'external', status: 'accepted', justification: `${waiver.ticket}: ${waiver.reason}` },
      ],
    }),
  };
}

const nameOf = ({ type, id, arn, file }: Resource): string =>
  file === undefined && arn !== undefined ? arn : `${type}/${id}`;

/** A file name may hold what ends the path of a URI, or half a character. */
const uriOf = (file: string): string =>
  encodeURI(file.replaceAll('\\', '/').replaceAll(/\p{Cs}/gu, '\uFFFD'))
    .replaceAll('?', '%3F')
    .replaceAll('#', '%23');

function levelOf(severity: Severity): string {
  if (severity === 'LOW') return 'note';
  return severity === 'MEDIUM' ? 'warning' : 'error';
}

function messageOf({ rule, resource, verdict }: Finding): string {
  if (verdict.status !== 'NON_COMPLIANT') {
    return `${resource.id}: ${rule.title}: cannot be judged, ${'because' in verdict ? verdict.because : verdict.status}`;
  }
  const observed = verdict.observations
    .map(
      ({ path, expected, actual }) =>
        `${path} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`,
    )
    .join('; ');
  return `${resource.id}: ${rule.title}. ${observed}`;
}
