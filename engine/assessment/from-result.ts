import type { ResourceRef } from '../../resources/resource.ts';
import { findingId, gateFindingId } from '../finding-id.ts';
import type { Severity } from '../rule.ts';
import type { Observation, Status } from '../verdict.ts';
import type { AppliedWaiver } from '../waiver.ts';
import type { DraftFinding } from './assemble.ts';
import type { AssessmentNote, CoverageGap } from './assessment.ts';

/** A finding as `assay scan` and `assay gate` print it. */
export interface PrintedFinding {
  readonly rule: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly file?: string | undefined;
  readonly resource: {
    readonly type: string;
    readonly id: string;
    readonly account?: string | undefined;
    readonly region?: string | undefined;
  };
  readonly observations: readonly Observation[];
  readonly waiver: AppliedWaiver | null;
  readonly because?: string | undefined;
  readonly advisory?: boolean | undefined;
  readonly shadow?: boolean | undefined;
}

/** What a scan or a gate printed, as far as an assessment needs it. */
export interface PrintedResult {
  readonly findings: readonly PrintedFinding[];
  readonly summary: {
    readonly byStatus: Readonly<Record<Status, number>>;
    readonly account?: string | undefined;
    readonly unlisted?:
      | readonly {
          readonly type: string;
          readonly region: string | null;
          readonly outcome: string;
          readonly because: string;
        }[]
      | undefined;
    readonly unusable?: readonly string[] | undefined;
  };
}

/** One instant: nothing is known of since when, nor of what showed it. */
export function findingFromResult(printed: PrintedFinding, asOf: string): DraftFinding {
  const { rule, status, severity, file, resource, observations, waiver, because, advisory, shadow } = printed;
  const { type, id, account = null, region = null } = resource;
  return {
    id:
      file === undefined
        ? findingId(rule, refOf({ type, id, account, region }))
        : gateFindingId(rule, file, id),
    rule,
    resource: { type, id, account, region, file: file ?? null },
    status,
    severity,
    advisory: advisory === true || shadow === true,
    ...(shadow === true && { shadow }),
    observations,
    because: because ?? null,
    waiver: waiver !== null && asOf.slice(0, 10) <= waiver.expires ? waiver : null,
    since: null,
    failingSince: null,
    failedBefore: false,
    firstEvaluated: null,
    lastEvaluated: asOf,
    failingSeconds: null,
    evidence: [],
  };
}

/** An ARN of our own making stands for a setting of the account, whose identity is what the ARN ends in. */
function refOf({
  type,
  id,
  account,
  region,
}: Pick<ResourceRef, 'type' | 'id' | 'account' | 'region'>): ResourceRef {
  const [, own] = /^arn:[^:]*:assay:[^:]*:[^:]*:(.+)/s.exec(id) ?? [];
  return {
    type,
    account,
    region,
    partition: null,
    ...(own === undefined ? { id } : { id: own, arn: id, synthetic: true as const }),
  };
}

/** Types that could not be listed: whether there is one of them nobody knows. */
export const gapsOfResult = ({ summary }: PrintedResult, asOf: string): readonly CoverageGap[] =>
  (summary.unlisted ?? [])
    .filter(({ outcome }) => outcome !== 'unavailable')
    .map(({ type, region, because }) => ({
      subject: type,
      account: summary.account ?? null,
      region,
      from: asOf,
      to: null,
      because,
    }));

/** What the result does not hold though it was judged, or could not be judged at all: never a pass. */
export function notesOfResult({ findings, summary }: PrintedResult): readonly AssessmentNote[] {
  const notes: AssessmentNote[] = [];
  const listed = new Map<Status, number>();
  for (const { status } of findings) listed.set(status, (listed.get(status) ?? 0) + 1);
  const missing = (Object.keys(summary.byStatus) as Status[])
    .map((status) => ({ status, count: summary.byStatus[status] - (listed.get(status) ?? 0) }))
    .filter(({ count }) => count !== 0);
  if (missing.length > 0) {
    const what = missing.map(({ status, count }) => `${count} ${status}`).join(', ');
    const text = `The result does not list all that was judged (${what} are missing), so what is not listed is not known to have passed. Make it with --all.`;
    notes.push({ kind: 'incomplete', text });
  }
  for (const because of summary.unusable ?? [])
    notes.push({ kind: 'incomplete', text: `A file could not be judged: ${because}.` });
  return notes;
}
