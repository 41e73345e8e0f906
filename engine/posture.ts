import type { ResourceRef } from '../resources/resource.ts';
import { capped, cut } from './capped.ts';
import type { Finding } from './finding.ts';
import { forgotten, type HubFinding, hubSaying, isOverdue, type Moment, withdrawn } from './hub-finding.ts';
import { laterThan } from './later-than.ts';
import { type Circumstances, isYoung, type Opening, openingOf } from './opening.ts';
import type { Severity } from './rule.ts';
import type { Observation, Status } from './verdict.ts';
import type { AppliedWaiver } from './waiver.ts';

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
    rules[finding.rule.id] = ruleAfter(finding, isSame ? known : inherited(known, moment), moment);
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

/** A re-created namesake is another resource: it inherits no waiver, no approval and no analyst's word. */
export const isSameIncarnation = (before: Posture, seen: Pick<Seen, 'createdAt'>): boolean =>
  before.presence !== 'deleted' &&
  (before.createdAt === null || seen.createdAt === null || before.createdAt === seen.createdAt);

type Judging = Moment & Circumstances;

/** What a namesake has of the one before: what Security Hub was told of it, and nothing where it was not told. */
const inherited = (known: RulePosture | undefined, moment: Moment): RulePosture | undefined =>
  known?.hub && { ...known, hub: forgotten(known.hub, moment) };

function ruleAfter(finding: Finding, known: RulePosture | undefined, moment: Judging): RulePosture {
  const { rule, verdict, waiver } = finding;
  const { status } = verdict;
  const hub = rule.shadow ? withdrawn(known?.hub, moment) : hubSaying(finding, known, moment);
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

/** Undefined where nothing was ever told: then nothing is left to say. */
function ended(known: RulePosture, moment: Moment, because: string): RulePosture | undefined {
  const hub = withdrawn(known.hub, moment);
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
