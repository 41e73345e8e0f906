import type { Finding } from '../engine/finding.ts';
import type { Rule, Severity } from '../engine/rule.ts';
import type { Observation, Status } from '../engine/verdict.ts';
import type { AppliedWaiver } from '../engine/waiver.ts';
import type { Json, Resource } from '../resources/resource.ts';

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
  };
}

interface Fragments {
  readonly file: string | undefined;
  readonly type: string;
  /** Up to the resource's id. */
  readonly head: string;
  readonly path: string;
  readonly expected: Json;
  /** Up to the observed value. */
  readonly observation: string;
}

/** Of the finding before it, by rule: in a large template the next one differs in the id and the value only. */
const fragments = new WeakMap<Rule, Fragments>();

/**
 * `JSON.stringify(findingJson(finding))`. A plain violation in a file, of which there are thousands, is put together
 * from what it shares with the one before: serialising each whole costs as much as judging it.
 */
export function findingLine(finding: Finding): string {
  const { rule, resource, verdict, waiver } = finding;
  if (
    verdict.status !== 'NON_COMPLIANT' ||
    verdict.observations.length !== 1 ||
    waiver ||
    rule.profile === 'advisory'
  ) {
    return JSON.stringify(findingJson(finding));
  }
  if (resource.file === undefined || resource.region !== null || resource.account !== null) {
    return JSON.stringify(findingJson(finding));
  }
  const [observation] = verdict.observations;
  const shared = sharedFragments(rule, resource, observation);
  return `${shared.head}${JSON.stringify(resource.id)}},"observations":[${shared.observation}${JSON.stringify(observation.actual)}}],"waiver":null}`;
}

function sharedFragments(rule: Rule, { file, type }: Resource, { path, expected }: Observation): Fragments {
  const known = fragments.get(rule);
  if (
    known &&
    known.file === file &&
    known.type === type &&
    known.path === path &&
    known.expected === expected
  ) {
    return known;
  }
  const status = 'NON_COMPLIANT';
  const opening = { rule: rule.id, status, severity: rule.severity, file, resource: { type, id: '' } };
  const made: Fragments = {
    ...{ file, type, path, expected },
    head: JSON.stringify(opening).slice(0, -'""}}'.length),
    observation: `${JSON.stringify({ path, expected }).slice(0, -1)},"actual":`,
  };
  fragments.set(rule, made);
  return made;
}

/** Listed without `--all`. */
export const isListed = ({ verdict: { status } }: Finding): boolean =>
  status === 'NON_COMPLIANT' || status === 'INSUFFICIENT_DATA';
