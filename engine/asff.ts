import { partitionOf } from '../resources/arn.ts';
import type { Json, ResourceRef } from '../resources/resource.ts';
import { asffType } from './asff-types.ts';
import { findingId } from './finding-id.ts';
import type { Severity } from './rule.ts';
import type { Observation } from './verdict.ts';

/** What a rule's metadata says to people; a rule that is retired has only its id left. */
export interface RuleWords {
  readonly title: string;
  readonly rationale: string;
  readonly guidance: string;
  /** `framework control`; the first 32 are told. */
  readonly requirements: readonly string[];
  readonly url?: string;
}

/** One finding, and where it is told. */
export interface AsffFacts {
  readonly rule: string;
  readonly words: RuleWords;
  readonly severity: Severity;
  readonly ref: ResourceRef;
  /** The account that it is told in. */
  readonly account: string;
  /** Region of the Security Hub that it is told to. */
  readonly region: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly compliance: 'PASSED' | 'FAILED' | 'NOT_AVAILABLE';
  readonly recordState: 'ACTIVE' | 'ARCHIVED';
  /** A sentence behind the rationale, in place of what was observed. */
  readonly instead?: string | undefined;
  readonly observations: readonly Observation[];
  /** Why it cannot be told now. */
  readonly unreadable?: string | undefined;
  /** Product fields; what is undefined or empty is left out. */
  readonly fields: Readonly<Record<string, string | undefined>>;
}

export const productArn = (region: string, account: string): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:product/${account}/default`;

// Lengths: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
const MAX = {
  title: 256,
  description: 1024,
  recommendation: 512,
  field: 2048,
  detail: 1023,
  id: 512,
  url: 2048,
};
const MAX_REQUIREMENTS = 32;
const TYPES = ['Software and Configuration Checks/Industry and Regulatory Standards'];

/** The finding in the AWS Security Finding Format, whole, as every import must send it; but for its workflow. */
export function asffFinding(facts: AsffFacts) {
  const { rule, words, ref, account, region, compliance, severity, unreadable } = facts;
  return {
    SchemaVersion: '2018-10-08',
    Id: findingId(rule, ref),
    ProductArn: productArn(region, account),
    CompanyName: 'Assay',
    ProductName: 'Assay',
    GeneratorId: cut(`assay/${rule}`, MAX.id),
    AwsAccountId: account,
    CreatedAt: facts.createdAt,
    UpdatedAt: facts.updatedAt,
    Title: cut(words.title, MAX.title),
    Description: cut(descriptionOf(facts), MAX.description),
    FindingProviderFields: {
      Types: TYPES,
      // As Security Hub rates its own controls: what passed is of no severity.
      Severity: {
        Label: compliance === 'PASSED' ? ('INFORMATIONAL' as const) : severity,
        Original: severity,
      },
    },
    Compliance: {
      Status: compliance,
      RelatedRequirements: words.requirements.slice(0, MAX_REQUIREMENTS),
      ...(unreadable !== undefined && { StatusReasons: [reason(unreadable)] }),
    },
    Remediation: {
      Recommendation: {
        Text: cut(words.guidance, MAX.recommendation),
        ...(words.url !== undefined && words.url.length <= MAX.url && { Url: words.url }),
      },
    },
    ProductFields: filled(facts.fields, MAX.field),
    Resources: [resourceOf(facts)],
    RecordState: facts.recordState,
  };
}

function descriptionOf({ words, instead, observations }: AsffFacts): string {
  if (instead !== undefined) return `${words.rationale} ${instead}`;
  const found = observations.map(observed).join('; ');
  return found === '' ? words.rationale : `${words.rationale} Found: ${found}.`;
}

const observed = ({ path, expected, actual }: Observation): string =>
  `${path} is ${textOf(actual)}, expected ${textOf(expected)}`;

const textOf = (value: Json): string =>
  value === null ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value);

const reason = (because: string) => ({
  ReasonCode: 'INSUFFICIENT_DATA',
  Description: cut(because, MAX.description),
});

function resourceOf(facts: AsffFacts) {
  const { ref, account, region } = facts;
  const partition = ref.partition ?? partitionOf(region);
  return {
    ...identityOf(ref, account),
    ...(isTold(partition) && { Partition: partition }),
    // A service without Regions is told where its events are.
    Region: ref.region || region,
    Details: { Other: filled(detailsOf(facts), MAX.detail) },
  };
}

/** A singleton has no ARN of AWS's: it is a setting of the account. */
function identityOf(ref: ResourceRef, account: string): { readonly Type: string; readonly Id: string } {
  if (ref.synthetic) return { Type: 'AwsAccount', Id: `AWS::::Account:${ref.account || account}` };
  return { Type: asffType(ref.type), Id: cut(ref.arn ?? ref.id, MAX.id) };
}

const isTold = (partition: string): partition is 'aws' | 'aws-cn' | 'aws-us-gov' =>
  ['aws', 'aws-cn', 'aws-us-gov'].includes(partition);

function detailsOf({ ref: { type, id }, observations }: AsffFacts): Record<string, string> {
  const told = observations.flatMap(({ path, expected, actual }, index): [string, string][] => {
    const place = `observation ${index + 1}`;
    return [
      [`${place} path`, path],
      [`${place} expected`, textOf(expected)],
      [`${place} actual`, textOf(actual)],
    ];
  });
  return { type, id, ...Object.fromEntries(told) };
}

/** Members that have a text, cut; an empty one is none. */
const filled = (fields: Readonly<Record<string, string | undefined>>, max: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => (text ? [[name, cut(text, max)] as const] : [])),
  );

// Every text must match `.*\S.*`, whose dot takes no line break.
const LINE_BREAKS = /[\n\r\u0085\u2028\u2029]+/g;

/** Never half a character, and one line. */
function cut(text: string, max: number): string {
  const line = text.toWellFormed().replaceAll(LINE_BREAKS, ' ');
  return line.length > max ? `${line.slice(0, max - 1).toWellFormed()}…` : line;
}
