import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/rule.ts';
import type { Observation, Status } from '../engine/verdict.ts';
import type { AppliedWaiver } from '../engine/waiver.ts';

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

/** Listed without `--all`. */
export const isListed = ({ verdict: { status } }: Finding): boolean =>
  status === 'NON_COMPLIANT' || status === 'INSUFFICIENT_DATA';
