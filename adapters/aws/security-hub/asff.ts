import type { AwsSecurityFinding, Resource } from '@aws-sdk/client-securityhub';
import { findingId } from '../../../engine/finding-id.ts';
import { NOTE_AUTHOR, noteText, signed } from '../../../engine/hub-note.ts';
import type { HubFinding, RulePosture } from '../../../engine/posture.ts';
import type { Observation } from '../../../engine/verdict.ts';
import { partitionOf } from '../../../resources/arn.ts';
import type { Json, ResourceRef } from '../../../resources/resource.ts';
import { asffType } from './resource-types.ts';

/** What a rule's metadata says to people; a rule that is retired has only its id left. */
export interface RuleWords {
  readonly title: string;
  readonly rationale: string;
  readonly guidance: string;
  /** `framework control`; the first 32 are told. */
  readonly requirements: readonly string[];
  readonly url?: string;
}

/** One finding as posture holds it, and where it is told. */
export interface HubFacts {
  readonly rule: string;
  readonly words: RuleWords;
  readonly posture: RulePosture & { readonly hub: HubFinding };
  readonly ref: ResourceRef;
  /** Of the posture. */
  readonly key: string;
  readonly generation: number;
  /** The account that it is told in. */
  readonly account: string;
  /** Region of the Security Hub that it is told to. */
  readonly region: string;
}

/** A finding with what an import must have. */
export type ImportedFinding = AwsSecurityFinding &
  Readonly<Record<'Id' | 'UpdatedAt' | 'AwsAccountId' | 'ProductArn', string>>;

/** Names of product fields that are read again when the finding comes back as an event. */
export const KEY_FIELD = 'assay/key';
export const RULE_FIELD = 'assay/rule';

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

/** The finding in the AWS Security Finding Format, whole, as every import must send it. */
export function asffOf(facts: HubFacts): ImportedFinding {
  const { rule, words, posture, ref, account, region } = facts;
  const { hub } = posture;
  return {
    SchemaVersion: '2018-10-08',
    Id: findingId(rule, ref),
    ProductArn: productArn(region, account),
    CompanyName: 'Assay',
    ProductName: 'Assay',
    GeneratorId: cut(`assay/${rule}`, MAX.id),
    AwsAccountId: account,
    CreatedAt: hub.createdAt,
    UpdatedAt: hub.updatedAt,
    Title: cut(words.title, MAX.title),
    Description: cut(descriptionOf(facts), MAX.description),
    FindingProviderFields: {
      Types: TYPES,
      // As Security Hub rates its own controls: what passed is of no severity.
      Severity: {
        Label: hub.compliance === 'PASSED' ? 'INFORMATIONAL' : posture.severity,
        Original: posture.severity,
      },
    },
    Compliance: {
      Status: hub.compliance,
      RelatedRequirements: words.requirements.slice(0, MAX_REQUIREMENTS),
      ...(hub.unreadable && { StatusReasons: [unreadable(posture)] }),
    },
    Remediation: {
      Recommendation: {
        Text: cut(words.guidance, MAX.recommendation),
        ...(words.url !== undefined && words.url.length <= MAX.url && { Url: words.url }),
      },
    },
    ProductFields: productFields(facts),
    Resources: [resourceOf(facts)],
    RecordState: hub.recordState,
    ...workflowOf(posture),
  };
}

/** A finding is created with the workflow that it has: nobody is called for what is waived. Later imports can't say it. */
function workflowOf({
  hub,
  waiver,
}: HubFacts['posture']): Pick<AwsSecurityFinding, 'Workflow' | 'Note'> | undefined {
  const { word, workflow } = hub;
  if (word === undefined) return undefined;
  const Text = signed(noteText(word.note, waiver), word);
  return { Workflow: { Status: workflow }, Note: { Text, UpdatedBy: NOTE_AUTHOR, UpdatedAt: word.at } };
}

function descriptionOf({ words, posture }: HubFacts): string {
  const { observations = [], because, hub } = posture;
  const found = observations.map(observed).join('; ');
  if (hub.recordState === 'ARCHIVED') return `${words.rationale} No longer: ${because ?? 'not applicable'}.`;
  if (hub.unreadable) return `${words.rationale} The last verdict stands; it cannot be told now: ${because}.`;
  return found === '' ? words.rationale : `${words.rationale} Found: ${found}.`;
}

const observed = ({ path, expected, actual }: Observation): string =>
  `${path} is ${textOf(actual)}, expected ${textOf(expected)}`;

const textOf = (value: Json): string =>
  value === null ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value);

const unreadable = ({ because = 'it could not be read' }: RulePosture) => ({
  ReasonCode: 'INSUFFICIENT_DATA',
  Description: cut(because, MAX.description),
});

function productFields({ rule, posture, ref, key, generation }: HubFacts): Record<string, string> {
  const { revision, status, since, because, waiver, hub } = posture;
  const fields: Readonly<Record<string, string | undefined>> = {
    [KEY_FIELD]: key,
    [RULE_FIELD]: rule,
    'assay/revision': String(revision),
    'assay/generation': String(generation),
    'assay/step': String(hub.step),
    'assay/status': status,
    'assay/since': since,
    'assay/resourceType': ref.type,
    'assay/because': because,
    'assay/waiver/ticket': waiver?.ticket,
    'assay/waiver/approver': waiver?.approver,
    'assay/waiver/expires': waiver?.expires,
  };
  return filled(fields, MAX.field);
}

function resourceOf({ ref, posture, account, region }: HubFacts): Resource {
  const partition = ref.partition ?? partitionOf(region);
  return {
    ...identityOf(ref, account),
    ...(isTold(partition) && { Partition: partition }),
    // A service without Regions is told where its events are.
    Region: ref.region || region,
    Details: { Other: filled(detailsOf(ref, posture), MAX.detail) },
  };
}

/** A singleton has no ARN of AWS's: it is a setting of the account. */
function identityOf(ref: ResourceRef, account: string): Pick<Resource, 'Type' | 'Id'> {
  if (ref.synthetic) return { Type: 'AwsAccount', Id: `AWS::::Account:${ref.account || account}` };
  return { Type: asffType(ref.type), Id: cut(ref.arn ?? ref.id, MAX.id) };
}

const isTold = (partition: string): partition is 'aws' | 'aws-cn' | 'aws-us-gov' =>
  ['aws', 'aws-cn', 'aws-us-gov'].includes(partition);

function detailsOf({ type, id }: ResourceRef, { observations = [] }: RulePosture): Record<string, string> {
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

/** Never half a character. */
const cut = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max - 1).toWellFormed()}…` : text;
