import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/rule.ts';
import type { Observation, Status } from '../engine/verdict.ts';
import type { AppliedWaiver } from '../engine/waiver.ts';

/** One finding as `--format json` prints it. This shape is a contract: it only grows. */
export interface FindingJson {
  readonly rule: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly file?: string;
  readonly resource: {
    readonly type: string;
    readonly id: string;
    readonly account?: string;
    readonly region?: string;
  };
  readonly observations: readonly Observation[];
  readonly waiver: AppliedWaiver | null;
  readonly because?: string;
  readonly advisory?: true;
  readonly title: string;
}

/** `resource.id` is the logical id in a template, the address in a plan, the ARN of a live resource. */
export function findingJson({ rule, resource, verdict, waiver }: Finding): FindingJson {
  const { file, type, account, region } = resource;
  return {
    rule: rule.id,
    status: verdict.status,
    severity: rule.severity,
    ...(file !== undefined && { file }),
    resource: {
      type,
      id: file === undefined ? (resource.arn ?? resource.id) : resource.id,
      ...(account !== null && { account }),
      ...(region !== null && { region }),
    },
    observations: verdict.status === 'NON_COMPLIANT' ? verdict.observations : [],
    waiver,
    ...('because' in verdict && { because: verdict.because }),
    ...(rule.profile === 'advisory' && { advisory: true }),
    title: rule.title,
  };
}

/**
 * `JSON.stringify(findingJson(finding))`, put together from parts that thousands of findings share: serialising whole
 * objects costs a gate as much as judging does.
 */
export function findingLine(finding: Finding): string {
  const { rule, resource, verdict, waiver } = finding;
  const { file, type, account, region } = resource;
  const id = file === undefined ? (resource.arn ?? resource.id) : resource.id;
  const place = `${account === null ? '' : `,"account":${quoted(account)}`}${region === null ? '' : `,"region":${quoted(region)}`}`;
  const observations = verdict.status === 'NON_COMPLIANT' ? JSON.stringify(verdict.observations) : '[]';
  const because = 'because' in verdict ? `,"because":${JSON.stringify(verdict.because)}` : '';
  return (
    `{"rule":"${rule.id}","status":"${verdict.status}","severity":"${rule.severity}"` +
    `${file === undefined ? '' : `,"file":${quoted(file)}`},"resource":{"type":${quoted(type)},"id":${JSON.stringify(id)}${place}}` +
    `,"observations":${observations},"waiver":${waiver === null ? 'null' : JSON.stringify(waiver)}${because}` +
    `${rule.profile === 'advisory' ? ',"advisory":true' : ''},"title":${quoted(rule.title)}}`
  );
}

const quotes = new Map<string, string>();

/** For texts of which there are few: rules, types, files, Regions. */
function quoted(text: string): string {
  let quote = quotes.get(text);
  if (quote === undefined) {
    quote = JSON.stringify(text);
    quotes.set(text, quote);
  }
  return quote;
}

/** Listed without `--all`. */
export const isListed = ({ verdict: { status } }: Finding): boolean =>
  status === 'NON_COMPLIANT' || status === 'INSUFFICIENT_DATA';
