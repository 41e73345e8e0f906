import type { ResourceRef } from '../../resources/resource.ts';
import { canaryIn } from '../canary.ts';
import type { EvaluationRecord, EvidenceRecord, RecordedVerdict } from '../evidence/record.ts';
import type { RecordPlace } from '../evidence/walk.ts';
import type { AppliedWaiver } from '../waiver.ts';
import type { EndedFinding, EvidencePointer, Period } from './assessment.ts';
import { createGapLog, type GapLog } from './gaps.ts';
import { createHistory, type History } from './history.ts';
import { counted, enter, leave, type Standing, seen, settleWaiver } from './standing.ts';
import { createWaiverLog, type WaiverLog } from './waiver-log.ts';

/** What the fold asks about a rule; undefined for one that is no more. */
export type RuleFacts = Pick<Standing, 'rule' | 'severity' | 'isAdvisory'>;

export interface FoldOptions {
  /** The name under which a resource is remembered, however a record names it. */
  readonly keyOf: (ref: ResourceRef) => string;
  /** By id, or by an older id of the same rule. */
  readonly ruleOf: (id: string) => RuleFacts | undefined;
  /** Rules that are asked about; default: all. */
  readonly isAsked?: ((id: string) => boolean) | undefined;
  /** The state is that at its end; records from there on are left out. */
  readonly period: Period;
}

/** One resource, and its rules' standings by id. */
export interface ResourceStanding {
  readonly ref: ResourceRef;
  readonly createdAt: string | null;
  readonly rules: Map<string, Standing>;
}

/** A finding that is no more. */
export interface Ended {
  readonly standing: Standing;
  readonly ref: ResourceRef;
  readonly endedAt: string;
  readonly because: EndedFinding['because'];
}

/** What records tell, however many they are: memory grows with resources, rules and days. */
export interface RecordFold {
  /** In the order of their sequence; @throws TypeError on a record that is none of ours, of which nothing is taken in. */
  add(record: EvidenceRecord, place: RecordPlace): void;
  end(): Folded;
}

export interface Folded {
  readonly resources: readonly ResourceStanding[];
  readonly ended: readonly Ended[];
  readonly history: History;
  readonly gaps: GapLog;
  readonly waivers: WaiverLog;
  /** ISO 8601; null if there was no record. */
  readonly first: string | null;
  readonly last: string | null;
  readonly records: number;
  /** Rule ids that `ruleOf` does not know. */
  readonly unknownRules: ReadonlySet<string>;
  /** Of the newest notice that says which settings were in force. */
  readonly settingsDigest: string | null;
  /** Of the newest evaluation. */
  readonly packDigest: string | null;
}

interface State extends FoldOptions {
  readonly states: Map<string, ResourceStanding>;
  readonly ended: Ended[];
  readonly history: History;
  readonly gaps: GapLog;
  readonly waivers: WaiverLog;
  readonly unknownRules: Set<string>;
  first: string | null;
  last: string | null;
  records: number;
  settingsDigest: string | null;
  packDigest: string | null;
}

export function foldRecords(options: FoldOptions): RecordFold {
  const state: State = {
    ...options,
    states: new Map(),
    ended: [],
    history: createHistory(),
    gaps: createGapLog(),
    waivers: createWaiverLog(),
    unknownRules: new Set(),
    first: null,
    last: null,
    records: 0,
    settingsDigest: null,
    packDigest: null,
  };
  return {
    add: (record, place) => add(state, record, place),
    end: () => ended(state),
  };
}

function add(state: State, record: EvidenceRecord, place: RecordPlace): void {
  const { recordedAt } = record;
  if (typeof recordedAt !== 'string' || Number.isNaN(Date.parse(recordedAt)))
    throw new TypeError(`record ${place.sequence} has no time`);
  if (recordedAt >= state.period.to) return;
  if (record.kind === 'evaluation') evaluated(state, believed(record), place);
  // A deletion, a gap that has ended, a waiver: none of it is for others to say.
  else if (record.sender === undefined) noticed(state, record, place);
  state.records += 1;
  if (state.first === null || recordedAt < state.first) state.first = recordedAt;
  if (state.last === null || recordedAt > state.last) state.last = recordedAt;
}

function noticed(
  state: State,
  record: Exclude<EvidenceRecord, { kind: 'evaluation' }>,
  { shard }: RecordPlace,
): void {
  const { kind, detail } = record;
  if (typeof detail !== 'object' || detail === null) throw new TypeError(`a ${kind} notice says nothing`);
  if (kind === 'deleted') deleted(state, detail['resource'] as unknown as ResourceRef, record.recordedAt);
  else if (kind === 'gap') state.gaps.told(shard, detail);
  else if (kind === 'waiver') state.waivers.told(detail);
  else if (kind === 'settings' && typeof detail['settingsDigest'] === 'string')
    state.settingsDigest = detail['settingsDigest'];
  const canary = canaryIn(record);
  if (canary) state.gaps.canary(shard, canary.sentAt);
}

function deleted(state: State, ref: ResourceRef, at: string): void {
  const key = state.keyOf(checkedRef(ref));
  const known = state.states.get(key);
  if (!known) return;
  for (const standing of known.rules.values()) finish(state, known.ref, { standing, at, because: 'deleted' });
  state.states.delete(key);
}

function evaluated(state: State, record: EvaluationRecord, { shard, key, sequence }: RecordPlace): void {
  const { source: _, unreadable: __, createdAt, read: ___, ...ref } = record.resource;
  checkedRef(ref);
  const { isAsked = () => true } = state;
  const verdicts = checkedVerdicts(record).filter(({ rule }) => isAsked(rule));
  const name = state.keyOf(ref);
  const known = state.states.get(name);
  const isSame =
    known !== undefined &&
    (known.createdAt === null || createdAt === undefined || known.createdAt === createdAt);
  const at = record.recordedAt;
  if (known && !isSame)
    for (const standing of known.rules.values())
      finish(state, known.ref, { standing, at, because: 'replaced' });
  const before = isSame ? known.rules : new Map<string, Standing>();
  const rules = new Map<string, Standing>();
  for (const verdict of verdicts) {
    const pointer = { ...shard, sequence, segment: key, recordedAt: at, status: verdict.status };
    const after = looked(state, before, { verdict, record, pointer });
    rules.set(after.rule, after);
  }
  for (const [id, standing] of before) {
    if (rules.has(id)) continue;
    const kept = outOfForce(state, ref, { standing, at });
    if (kept) rules.set(id, kept);
  }
  state.states.set(name, { ref, createdAt: createdAt ?? (isSame ? known.createdAt : null), rules });
  state.packDigest = record.packDigest;
}

interface Looked {
  readonly verdict: RecordedVerdict;
  readonly record: EvaluationRecord;
  readonly pointer: EvidencePointer;
}

function looked(state: State, before: ReadonlyMap<string, Standing>, look: Looked): Standing {
  const { verdict, record, pointer } = look;
  const rule = state.ruleOf(verdict.rule) ?? unknownRule(state, verdict.rule);
  const known = before.get(rule.rule) ?? null;
  // Two evaluators overlap: a standing's own time never goes back.
  const at =
    known !== null && known.countedUntil > record.recordedAt ? known.countedUntil : record.recordedAt;
  const sighting = { at, verdict, waiver: waiverOf(record, verdict.waiver), pointer };
  const facts = verdict.shadow ? { ...rule, isAdvisory: true, isShadow: true as const } : rule;
  // Out of shadow it is a new rule: nobody was told that it failed, and no time ran.
  const isNew = known?.isShadow === true && !verdict.shadow;
  const after = seen(facts, isNew ? null : known, { sighting, period: state.period });
  if (known) leave(state.history, known, at);
  enter(state.history, after);
  return after;
}

/** A rule that is no longer asked fixes nothing: what failed, or was not known, stays as what cannot be told. */
function outOfForce(
  state: State,
  ref: ResourceRef,
  { standing, at: time }: { readonly standing: Standing; readonly at: string },
): Standing | undefined {
  const at = standing.countedUntil > time ? standing.countedUntil : time;
  const { status, failingSince, lastEvaluated, isShadow } = standing;
  if (isShadow || (status !== 'NON_COMPLIANT' && status !== 'INSUFFICIENT_DATA')) {
    finish(state, ref, { standing, at, because: 'rule-not-in-force' });
    return undefined;
  }
  const last = failingSince === null ? 'it could not be judged' : 'the resource failed';
  const because = `the rule is not in force any more; when it was last asked, ${last}`;
  const verdict = { status: 'INSUFFICIENT_DATA', because } as const;
  const sighting = { at, verdict, waiver: null, pointer: null };
  const after = { ...seen(standing, standing, { sighting, period: state.period }), lastEvaluated };
  leave(state.history, standing, at);
  enter(state.history, after);
  return after;
}

function finish(
  state: State,
  ref: ResourceRef,
  {
    standing,
    at: time,
    because,
  }: {
    readonly standing: Standing;
    readonly at: string;
    readonly because: Ended['because'];
  },
): void {
  const at = standing.countedUntil > time ? standing.countedUntil : time;
  leave(state.history, standing, at);
  if (at >= state.period.from)
    state.ended.push({ standing: counted(standing, at, state.period), ref, endedAt: at, because });
}

function ended(state: State): Folded {
  const day = state.period.to.slice(0, 10);
  const resources = [...state.states.values()].map(({ rules, ...resource }) => {
    for (const [id, standing] of rules) {
      settleWaiver(state.history, standing, day);
      rules.set(id, counted(standing, state.period.to, state.period));
    }
    return { ...resource, rules };
  });
  return { ...state, resources };
}

/** Of a rule that is no more, only the id is left. */
function unknownRule({ unknownRules }: State, id: string): RuleFacts {
  unknownRules.add(id);
  return { rule: id, severity: 'MEDIUM', isAdvisory: false };
}

function waiverOf({ waivers }: EvaluationRecord, ticket: string | undefined): AppliedWaiver | null {
  const waiver = waivers.find((each) => each['ticket'] === ticket);
  if (ticket === undefined || waiver === undefined) return null;
  const text = (name: string): string => (typeof waiver[name] === 'string' ? waiver[name] : '');
  return {
    owner: text('owner'),
    approver: text('approver'),
    ticket,
    reason: text('reason'),
    expires: text('expires'),
  };
}

function checkedRef(ref: ResourceRef | undefined): ResourceRef {
  if (typeof ref?.type !== 'string' || typeof ref.id !== 'string')
    throw new TypeError('a record does not say which resource it is about');
  return ref;
}

const STATUSES: readonly unknown[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'];

/** An evaluation that was not sent by the functions that judge can accuse; it cannot acquit. */
function believed(record: Extract<EvidenceRecord, { kind: 'evaluation' }>): EvaluationRecord {
  const { sender } = record;
  if (sender === undefined) return record;
  const because = `the evaluation was sent by ${sender}, which is none of the functions that judge`;
  const verdicts = checkedVerdicts(record).map((verdict) =>
    verdict.status === 'NON_COMPLIANT'
      ? verdict
      : { ...verdict, status: 'INSUFFICIENT_DATA' as const, because },
  );
  return { ...record, verdicts };
}

function checkedVerdicts({ verdicts, waivers }: EvaluationRecord): readonly RecordedVerdict[] {
  const isWhole =
    Array.isArray(verdicts) &&
    Array.isArray(waivers) &&
    verdicts.every(({ rule, status }) => typeof rule === 'string' && STATUSES.includes(status));
  if (!isWhole) throw new TypeError('a record of an evaluation has no verdicts that can be read');
  return verdicts;
}
