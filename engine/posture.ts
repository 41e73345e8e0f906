import type { Json, ResourceRef } from '../resources/resource.ts';
import { canonicalJson } from './canonical.ts';
import { capped, cut } from './capped.ts';
import type { Finding } from './finding.ts';
import { type LifeCycleStep, nextStep, type PublishedFinding, suppressorOf } from './life-cycle.ts';
import { type Circumstances, isYoung, type Opening, openingOf } from './opening.ts';
import type { Severity } from './rule.ts';
import type { Observation, Status } from './verdict.ts';
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

/** One rule's word on one resource. */
export interface RulePosture {
  readonly revision: number;
  readonly severity: Severity;
  readonly status: Status;
  /** ISO 8601: since when the status has been this one. */
  readonly since: string;
  /** The first few, their values cut short. */
  readonly observations?: readonly Observation[];
  readonly because?: string;
  readonly waiver?: AppliedWaiver;
  /** The verdict counts for nothing: nobody is told, and nothing is done about it. */
  readonly shadow?: true;
  /** While it fails, and while what failed cannot be read. */
  readonly opened?: Opening;
  /** Absent: Security Hub knows nothing of it. */
  readonly hub?: HubFinding;
}

/** `unreadable`: it is there, but AWS does not let us see it. */
export type Presence = 'present' | 'unreadable' | 'deleted';

/** What is known of one resource: the commit point of every evaluation. */
export interface Posture {
  readonly key: string;
  readonly ref: ResourceRef;
  readonly presence: Presence;
  /** ISO 8601 creation time of the incarnation, null where the API does not tell. */
  readonly createdAt: string | null;
  /** From 1; each write adds 1 to the one it has read, or fails. */
  readonly generation: number;
  /** ISO 8601, strictly growing. */
  readonly updatedAt: string;
  /** Interval of the read that it stands on. */
  readonly readAt: readonly [string, string];
  readonly inputDigest: string;
  /** Of its own properties alone: what depends on it is judged again when this changes. */
  readonly ownDigest: string;
  /** Of the rules and parameters that were asked; absent where nobody has said. */
  readonly rulesDigest?: string;
  readonly rules: Readonly<Record<string, RulePosture>>;
  /** Keys of the resources that it refers to. */
  readonly references: readonly string[];
}

/** One evaluation, as posture takes it in. */
export interface Seen {
  readonly ref: ResourceRef;
  readonly presence: 'present' | 'unreadable';
  readonly createdAt: string | null;
  readonly readAt: readonly [string, string];
  readonly inputDigest: string;
  readonly ownDigest: string;
  readonly rulesDigest?: string;
  readonly findings: readonly Finding[];
  readonly references: readonly string[];
}

/** Security Hub deletes what nobody has imported for 90 days. */
const REFRESH_MS = 60 * 86_400_000;

export interface Evaluated {
  readonly seen: Seen;
  /** ISO 8601. */
  readonly now: string;
  /** An event about it, or about what it refers to, asked for this look. */
  readonly isEvent?: boolean;
}

/** The posture after an evaluation. */
export function postureAfter(
  key: string,
  before: Posture | null,
  { seen, now, isEvent = false }: Evaluated,
): Posture {
  const { findings, ...facts } = seen;
  const generation = (before?.generation ?? 0) + 1;
  const updatedAt = laterThan(before?.updatedAt, now);
  const isSame = before !== null && isSameIncarnation(before, seen);
  const isChange = isEvent && (isSame ? before.rulesDigest === seen.rulesDigest : isYoung(seen, now));
  const moment: Judging = { generation, updatedAt, isChange, isSame };
  const rules: Record<string, RulePosture> = {};
  for (const finding of findings) {
    const known = before?.rules[finding.rule.id];
    rules[finding.rule.id] = ruleAfter(finding, isSame ? known : forgotten(known, moment), moment);
  }
  for (const [id, known] of Object.entries(before?.rules ?? {})) {
    const left = rules[id] === undefined ? ended(known, moment, 'the rule is not in force') : undefined;
    if (left) rules[id] = left;
  }
  return { key, ...facts, generation, updatedAt, rules };
}

/** The posture of a resource that exists no more. */
export function postureWhenDeleted(before: Posture, now: string): Posture {
  const generation = before.generation + 1;
  const updatedAt = laterThan(before.updatedAt, now);
  const rules = Object.entries(before.rules).flatMap(([id, known]) => {
    const left = ended(known, { generation, updatedAt }, 'deleted');
    return left ? [[id, left] as const] : [];
  });
  return {
    ...before,
    presence: 'deleted',
    generation,
    updatedAt,
    inputDigest: '',
    ownDigest: '',
    references: [],
    rules: Object.fromEntries(rules),
  };
}

/** A finding that Security Hub would forget soon. */
export const needsRefresh = ({ rules }: Posture, now: string): boolean =>
  Object.values(rules).some(({ hub }) => hub !== undefined && isOverdue(hub, now));

const isOverdue = ({ recordState, updatedAt }: HubFinding, now: string): boolean =>
  recordState === 'ACTIVE' && Date.parse(now) - Date.parse(updatedAt) >= REFRESH_MS;

/** A re-created namesake is another resource: it inherits no waiver, no approval and no analyst's word. */
export const isSameIncarnation = (before: Posture, seen: Pick<Seen, 'createdAt'>): boolean =>
  before.presence !== 'deleted' &&
  (before.createdAt === null || seen.createdAt === null || before.createdAt === seen.createdAt);

interface Moment {
  readonly generation: number;
  readonly updatedAt: string;
}

type Judging = Moment & Circumstances;

function ruleAfter(finding: Finding, known: RulePosture | undefined, moment: Judging): RulePosture {
  const { rule, verdict, waiver } = finding;
  const { status } = verdict;
  const hub = rule.shadow ? withdrawn(known, moment) : hubSaying(finding, known, moment);
  // Out of shadow it is a new rule: what it said there was said to nobody.
  const before = known?.shadow && !rule.shadow ? undefined : known;
  const since = before?.status === status ? before.since : moment.updatedAt;
  const opened = rule.shadow ? undefined : openingOf(finding, before, moment);
  return {
    revision: rule.revision,
    severity: rule.severity,
    status,
    since,
    ...(verdict.status === 'NON_COMPLIANT' && { observations: capped(verdict.observations) }),
    ...('because' in verdict && { because: cut(verdict.because) }),
    ...(waiver && { waiver }),
    ...(rule.shadow && { shadow: true }),
    ...(opened && { opened }),
    ...(hub && { hub }),
  };
}

function hubSaying(finding: Finding, known: RulePosture | undefined, moment: Moment): HubFinding | undefined {
  const published = known?.hub ? publishedAs(known.hub) : null;
  const { verdict, waiver } = finding;
  const step = nextStep({ verdict: verdict.status, waived: waiver !== null, published });
  return step ? hubAfter(step, { known, finding, moment }) : known?.hub;
}

interface Told {
  readonly known: RulePosture | undefined;
  readonly finding: Finding;
  readonly moment: Moment;
}

/** What the hub knows already is not said again, until it is about to forget. */
function hubAfter(step: LifeCycleStep, { known, finding, moment }: Told): HubFinding {
  if (known?.hub === undefined) return told(step, undefined, moment);
  const { hub } = known;
  const isNews =
    hub.compliance !== step.compliance ||
    hub.recordState !== step.recordState ||
    hub.unreadable !== step.unreadable ||
    step.workflow !== undefined ||
    isOverdue(hub, moment.updatedAt) ||
    saysOtherwise(known, finding);
  return isNews ? told(step, hub, moment) : hub;
}

/** The same verdict for other reasons, or by another revision. */
function saysOtherwise(known: RulePosture, { rule, verdict }: Finding): boolean {
  if (known.revision !== rule.revision) return true;
  const observations = verdict.status === 'NON_COMPLIANT' ? capped(verdict.observations) : undefined;
  return textOf(known.observations) !== textOf(observations);
}

/** Canonical: a table gives back members in an order of its own. */
const textOf = (observations: readonly Observation[] = []): string =>
  canonicalJson(observations.map(({ path, expected, actual }): Json => ({ path, expected, actual })));

function told(
  step: LifeCycleStep,
  hub: HubFinding | undefined,
  { generation, updatedAt }: Moment,
): HubFinding {
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

/** Undefined where nothing was ever told: then nothing is left to say. */
function ended(known: RulePosture, moment: Moment, because: string): RulePosture | undefined {
  const hub = withdrawn(known, moment);
  if (hub === undefined) return undefined;
  const { observations: _, waiver: __, opened: ___, ...rest } = known;
  return {
    ...rest,
    status: 'NOT_APPLICABLE',
    since: known.status === 'NOT_APPLICABLE' ? known.since : moment.updatedAt,
    because,
    hub,
  };
}

/** What was told is archived: nothing stands behind it any more. */
function withdrawn(known: RulePosture | undefined, moment: Moment): HubFinding | undefined {
  if (known?.hub === undefined) return undefined;
  const step = nextStep({
    verdict: 'DELETED',
    waived: Boolean(known.waiver),
    published: publishedAs(known.hub),
  });
  return step ? told(step, known.hub, moment) : known.hub;
}

/** As if an earlier namesake had been deleted in time; where it had not, Security Hub is told so now. */
function forgotten(known: RulePosture | undefined, moment: Moment): RulePosture | undefined {
  if (known?.hub === undefined) return undefined;
  const { hub } = known;
  if (hub.recordState === 'ARCHIVED') return { ...known, hub: { ...hub, past: true } };
  const { compliance } = hub;
  const step = { compliance, recordState: 'ARCHIVED', workflow: 'RESOLVED', note: 'replaced' } as const;
  return { ...known, hub: told(step, hub, moment) };
}

/** What the life cycle goes on from. */
const publishedAs = (hub: HubFinding): PublishedFinding =>
  hub.past ? { ...hub, workflow: 'RESOLVED', suppressedBy: null } : hub;

/** The given time, or a millisecond later than `before`: ISO 8601. */
export function laterThan(before: string | undefined, now: string): string {
  if (before === undefined || now > before) return now;
  return new Date(Date.parse(before) + 1).toISOString();
}
