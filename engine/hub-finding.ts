import type { Json } from '../resources/resource.ts';
import { canonicalJson, digestOf } from './canonical.ts';
import { capped } from './capped.ts';
import type { Finding } from './finding.ts';
import { laterThan } from './later-than.ts';
import { type LifeCycleStep, nextStep, type PublishedFinding, suppressorOf } from './life-cycle.ts';
import type { Observation } from './verdict.ts';
import type { AppliedWaiver } from './waiver.ts';

/** What Security Hub has been told of one finding, or is to be told by whoever reads posture's stream. */
export interface HubFinding extends PublishedFinding {
  /** Generation of the posture that last had something to say; a later one without news keeps it. */
  readonly step: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601, strictly growing: Security Hub ignores an import that is not newer. */
  readonly updatedAt: string;
  /** The workflow is what we said last; absent where nobody has set it yet, or a person has. */
  readonly word?: HubWord;
  /** ISO 8601: when the newest word of a person came that was heeded. */
  readonly heardAt?: string;
  /** Hex SHA-256 of the waiver that we suppressed it for, until it ends or the finding passes. */
  readonly waivedBy?: string;
  /** It is of an earlier namesake, archived with it: its workflow binds nobody. */
  readonly past?: true;
  readonly unreadable?: true;
}

/** A workflow that we set, which takes a call of its own. */
export interface HubWord {
  /** ISO 8601 `updatedAt` of the step that set it. */
  readonly at: string;
  readonly note: NonNullable<LifeCycleStep['note']>;
}

/** What posture remembers of the verdict that Security Hub was last told. */
interface Known {
  readonly revision: number;
  readonly observations?: readonly Observation[];
  readonly hub?: HubFinding;
}

/** The posture that is being made. */
export interface Moment {
  readonly generation: number;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** Security Hub deletes what nobody has imported for 90 days. */
const REFRESH_MS = 60 * 86_400_000;

/** Security Hub would forget it soon. `now` is ISO 8601. */
export const isOverdue = ({ recordState, updatedAt }: HubFinding, now: string): boolean =>
  recordState === 'ACTIVE' && Date.parse(now) - Date.parse(updatedAt) >= REFRESH_MS;

/** After a verdict; undefined where Security Hub knows nothing of it, and need not. */
export function hubSaying(
  finding: Finding,
  known: Known | undefined,
  moment: Moment,
): HubFinding | undefined {
  const { verdict, waiver } = finding;
  const waived = waiver !== null && !isLifted(known?.hub, waiver);
  const published = known?.hub ? publishedAs(known.hub) : null;
  const step = nextStep({ verdict: verdict.status, waived, published });
  return step ? hubAfter(step, { known, finding, moment }) : known?.hub;
}

/** A person took away what we had suppressed for this very waiver: not for us to do again. A new one is asked anew. */
const isLifted = (hub: HubFinding | undefined, waiver: AppliedWaiver): boolean =>
  hub !== undefined && !hub.past && suppressorOf(hub) === null && hub.waivedBy === markOf(waiver);

const markOf = (waiver: AppliedWaiver): string => digestOf({ ...waiver });

interface Told {
  readonly known: Known | undefined;
  readonly finding: Finding;
  readonly moment: Moment;
}

/** What the hub knows already is not said again, until it is about to forget. */
function hubAfter(step: LifeCycleStep, { known, finding, moment }: Told): HubFinding {
  const before: Before = { hub: known?.hub, moment, waiver: finding.waiver };
  if (known?.hub === undefined) return told(step, before);
  const { hub } = known;
  const isNews =
    hub.compliance !== step.compliance ||
    hub.recordState !== step.recordState ||
    hub.unreadable !== step.unreadable ||
    step.workflow !== undefined ||
    isOverdue(hub, moment.updatedAt) ||
    saysOtherwise(known, finding);
  return isNews ? told(step, before) : hub;
}

/** The same verdict for other reasons, or by another revision. */
function saysOtherwise(known: Known, { rule, verdict }: Finding): boolean {
  if (known.revision !== rule.revision) return true;
  const observations = verdict.status === 'NON_COMPLIANT' ? capped(verdict.observations) : undefined;
  return textOf(known.observations) !== textOf(observations);
}

/** Canonical: a table gives back members in an order of its own. */
const textOf = (observations: readonly Observation[] = []): string =>
  canonicalJson(observations.map(({ path, expected, actual }): Json => ({ path, expected, actual })));

interface Before {
  readonly hub: HubFinding | undefined;
  readonly moment: Moment;
  readonly waiver: AppliedWaiver | null;
}

function told(step: LifeCycleStep, before: Before): HubFinding {
  const { hub, moment } = before;
  const { generation, updatedAt } = moment;
  const waivedBy = waivedAfter(step, before);
  const at = laterThan(hub?.updatedAt, updatedAt);
  const word = step.note ? { at, note: step.note } : hub?.word;
  return {
    compliance: step.compliance,
    recordState: step.recordState,
    workflow: step.workflow ?? hub?.workflow ?? 'NEW',
    suppressedBy: suppressorAfter(step, hub),
    step: generation,
    createdAt: hub?.createdAt ?? updatedAt,
    updatedAt: at,
    ...(word && { word }),
    ...(hub?.heardAt !== undefined && { heardAt: hub.heardAt }),
    ...(waivedBy !== undefined && { waivedBy }),
    ...(step.unreadable && { unreadable: true }),
  };
}

function suppressorAfter(
  { workflow }: LifeCycleStep,
  hub: HubFinding | undefined,
): HubFinding['suppressedBy'] {
  if (workflow === undefined) return suppressorOf(hub);
  return workflow === 'SUPPRESSED' ? 'assay' : null;
}

/** Kept over a person's word, and over what we say because of it; forgotten with the waiver and with the failure. */
function waivedAfter({ note, compliance }: LifeCycleStep, { hub, waiver }: Before): string | undefined {
  if (note === 'waived' && waiver) return markOf(waiver);
  const isKept = compliance === 'FAILED' && !hub?.past && (note === undefined || note === 'reopened');
  return isKept ? hub?.waivedBy : undefined;
}

/** What was told is archived: nothing stands behind it any more. */
export function withdrawn(hub: HubFinding | undefined, moment: Moment): HubFinding | undefined {
  if (hub === undefined) return undefined;
  const step = nextStep({ verdict: 'DELETED', waived: false, published: publishedAs(hub) });
  return step ? told(step, { hub, moment, waiver: null }) : hub;
}

/** As if an earlier namesake had been deleted in time; where it had not, Security Hub is told so now. */
export function forgotten(hub: HubFinding, moment: Moment): HubFinding {
  const { compliance, recordState } = hub;
  if (recordState === 'ARCHIVED') return { ...hub, past: true };
  const step = { compliance, recordState: 'ARCHIVED', workflow: 'RESOLVED', note: 'replaced' } as const;
  return told(step, { hub, moment, waiver: null });
}

/** What the life cycle goes on from. */
const publishedAs = (hub: HubFinding): PublishedFinding =>
  hub.past ? { ...hub, workflow: 'RESOLVED', suppressedBy: null } : hub;
