import type { Finding } from '../engine/finding.ts';
import { isOnlyTold, type Rule, type Severity } from '../engine/rule.ts';
import type { Observation, Status } from '../engine/verdict.ts';
import type { AppliedWaiver } from '../engine/waiver.ts';
import type { Json } from '../resources/resource.ts';

/** One finding as `--format json` prints it. This shape is a contract: it only grows. */
export interface FindingJson {
  readonly rule: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly file: string | undefined;
  readonly resource: {
    readonly type: string;
    readonly id: string;
    readonly account: string | undefined;
    readonly region: string | undefined;
  };
  readonly observations: readonly Observation[];
  readonly waiver: AppliedWaiver | null;
  readonly because: string | undefined;
  readonly advisory: true | undefined;
  /** The settings have put the rule in shadow. */
  readonly shadow: true | undefined;
}

/** `resource.id` is the logical id in a template, the address in a plan, the ARN of a live resource. */
export function findingJson({ rule, resource, verdict, waiver }: Finding): FindingJson {
  const { file, type, account, region } = resource;
  return {
    rule: rule.id,
    status: verdict.status,
    severity: rule.severity,
    // JSON leaves out what is undefined; one shape for all is what makes printing thousands of them cheap.
    file,
    resource: {
      type,
      id: file === undefined ? (resource.arn ?? resource.id) : resource.id,
      account: account ?? undefined,
      region: region ?? undefined,
    },
    observations: verdict.status === 'NON_COMPLIANT' ? verdict.observations : [],
    waiver,
    because: 'because' in verdict ? verdict.because : undefined,
    advisory: rule.profile === 'advisory' ? true : undefined,
    shadow: rule.shadow,
  };
}

/** What a line shares with the one before it of the same rule. */
interface Fragments {
  readonly file: string;
  readonly type: string;
  /** Up to the resource's id. */
  readonly head: string;
  readonly path: string;
  readonly expected: Json;
  readonly actual: Json;
  /** From behind the resource's id. */
  readonly tail: string;
}

/** Of the finding before it, by rule: in a large template the next one differs in the id only. */
const fragments = new Map<Rule, Fragments>();

/**
 * `JSON.stringify(findingJson(finding))`. A plain violation in a file, of which there are thousands, is put together
 * from what it shares with the one before: serialising each whole costs as much as judging it.
 */
export function findingLine(finding: Finding): string {
  const { rule, resource, verdict, waiver } = finding;
  const { file } = resource;
  if (
    verdict.status !== 'NON_COMPLIANT' ||
    verdict.observations.length !== 1 ||
    waiver !== null ||
    isOnlyTold(rule) ||
    file === undefined ||
    resource.region !== null ||
    resource.account !== null
  ) {
    return JSON.stringify(findingJson(finding));
  }
  const { type, id } = resource;
  const { path, expected, actual } = verdict.observations[0];
  let shared = fragments.get(rule);
  if (
    shared === undefined ||
    shared.path !== path ||
    shared.expected !== expected ||
    shared.actual !== actual ||
    shared.file !== file ||
    shared.type !== type
  ) {
    shared = fragmentsOf(rule, { file, type, path, expected, actual });
    fragments.set(rule, shared);
  }
  return shared.head + jsonText(id) + shared.tail;
}

function fragmentsOf(rule: Rule, shared: Omit<Fragments, 'head' | 'tail'>): Fragments {
  const { file, type, path, expected, actual } = shared;
  const status = 'NON_COMPLIANT';
  const opening = { rule: rule.id, status, severity: rule.severity, file, resource: { type, id: '' } };
  return {
    ...shared,
    head: JSON.stringify(opening).slice(0, -'""}}'.length),
    tail: `},"observations":${JSON.stringify([{ path, expected, actual }])},"waiver":null}`,
  };
}

const PLAIN = /^[\w.-]*$/;

/** Logical ids have letters and digits only: nothing to escape. */
const jsonText = (id: string): string => (PLAIN.test(id) ? `"${id}"` : JSON.stringify(id));

/** Listed without `--all`. */
export const isListed = ({ verdict: { status } }: Finding): boolean =>
  status === 'NON_COMPLIANT' || status === 'INSUFFICIENT_DATA';
