import type { ResourceRef } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Settings } from '../settings.ts';
import type { Status } from '../verdict.ts';
import type { ArchiveSource } from './inventory.ts';
import { missingFor, notRecorded, type PackQuestion, type PackVerdict, recordedProperties } from './pack.ts';
import type { EvaluationRecord, RecordedVerdict } from './record.ts';
import type { RecordedRelated } from './related.ts';
import { digestsOf, type Newest, type Survey } from './survey.ts';
import { type RecordPlace, walkRecords } from './walk.ts';

/** A rule pack that answers, in this process or in another. */
export interface OpenPack {
  readonly packDigest: string;
  judge(
    settings: { readonly digest: string; readonly value: Settings },
    question: PackQuestion,
  ): Promise<readonly PackVerdict[]>;
}

/** Why something is not at hand; a sentence's end: `of its day is not in the archive`. */
export interface Missing {
  readonly missing: string;
}

export interface ReplayOptions {
  readonly keyOf: (ref: ResourceRef) => string;
  readonly survey: Survey;
  /** The pack of its day. */
  readonly packOf: (record: EvaluationRecord) => Promise<OpenPack | Missing>;
  readonly settingsOf: (digest: string) => Promise<Settings | Missing>;
  /** What judges today. */
  readonly current: OpenPack;
  /** This rule alone. */
  readonly rule?: string | undefined;
}

/**
 * What became of a verdict: the same today; another by today's rule; another since the resource, or what it refers to,
 * or the settings are others; not what the pack of its day says of the record; or none of this can be told.
 */
export const OUTCOMES = [
  'same',
  'rule-changed',
  'resource-changed',
  'surroundings-changed',
  'settings-changed',
  'not-reproduced',
  'not-judged',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface ReplayedVerdict {
  readonly outcome: Outcome;
  /** Several may hold; the outcome is the first of them. */
  readonly changes: readonly Outcome[];
  /** For people; empty where nothing is to be said. */
  readonly because: string;
  readonly rule: string;
  readonly revision: number;
  readonly resource: ResourceRef;
  readonly key: string;
  readonly recordedAt: string;
  readonly place: RecordPlace;
  readonly packDigest: string;
  readonly recorded: Status;
  /** By the pack of its day; null where it could not be asked. */
  readonly again: Status | null;
  /** By today's rules; null where they have no such rule, or could not be asked. */
  readonly today: Status | null;
  /** In the newest record of the same resource; a status of null where that has none. */
  readonly newest: { readonly status: Status | null; readonly recordedAt: string } | undefined;
}

/** Records that are judged at once: a pack in another thread is asked for all of them in one go. */
const AT_ONCE = 64;

/** Judges the wanted evaluations of an archive again, in their order. Keeps the newest record of each resource. */
export async function* replayArchive(
  source: ArchiveSource,
  options: ReplayOptions,
): AsyncGenerator<ReplayedVerdict> {
  const around = new Map<string, EvaluationRecord>();
  let waiting: Replaying[] = [];
  for await (const walked of walkRecords(source)) {
    const { record, place } = walked;
    if (record.kind !== 'evaluation') continue;
    if (options.survey.isWanted(walked)) {
      const known = (record.references ?? []).flatMap((key) => around.get(key) ?? []);
      waiting.push({ record, place, known });
    }
    around.set(options.keyOf(record.resource), record);
    if (waiting.length < AT_ONCE) continue;
    yield* await replayAll(waiting, options);
    waiting = [];
  }
  yield* await replayAll(waiting, options);
}

async function replayAll(records: readonly Replaying[], options: ReplayOptions): Promise<ReplayedVerdict[]> {
  return (await Promise.all(records.map((each) => replayRecord(each, options)))).flat();
}

interface Replaying {
  readonly record: EvaluationRecord;
  readonly place: RecordPlace;
  /** What the archive has said by then of what it refers to. */
  readonly known: readonly EvaluationRecord[];
}

async function replayRecord(
  { record, place, known }: Replaying,
  options: ReplayOptions,
): Promise<readonly ReplayedVerdict[]> {
  const wanted = record.verdicts.filter(({ rule }) => options.rule === undefined || rule === options.rule);
  if (wanted.length === 0) return [];
  const [again, today] = await Promise.all([
    judgedAgain(record, options),
    judgedToday(record, known, options),
  ]);
  const key = options.keyOf(record.resource);
  const newest = options.survey.newest.get(key);
  const { packDigest, recordedAt } = record;
  const common = { resource: refOf(record.resource), key, recordedAt, place, packDigest };
  return wanted.map((verdict) => {
    const answers = { verdict, again: answerOf(again, verdict), today: answerOf(today, verdict) };
    const { rule, revision, status } = verdict;
    return {
      ...judgementOf(answers, { record, newest }),
      rule,
      revision,
      ...common,
      recorded: status,
      again: statusIn(answers.again),
      today: statusIn(answers.today),
      newest: newest && { status: newest.statuses?.get(rule) ?? null, recordedAt: newest.recordedAt },
    };
  });
}

type Answers = readonly PackVerdict[] | Missing;

async function judgedAgain(record: EvaluationRecord, options: ReplayOptions): Promise<Answers> {
  const pack = await options.packOf(record);
  if ('missing' in pack) return pack;
  const settings = await options.settingsOf(record.settingsDigest);
  if (isMissing(settings)) return settings;
  return pack.judge({ digest: record.settingsDigest, value: settings }, questionOf(record, []));
}

/** By the settings of its day, so that nothing but the rule can be another. */
async function judgedToday(
  record: EvaluationRecord,
  known: readonly EvaluationRecord[],
  options: ReplayOptions,
): Promise<Answers> {
  if (record.rest === undefined)
    return { missing: 'the record does not name the properties that it leaves out' };
  const settings = await options.settingsOf(record.settingsDigest);
  if (isMissing(settings)) return settings;
  const asked = { digest: record.settingsDigest, value: settings };
  return options.current.judge(asked, questionOf(record, known));
}

const isMissing = (settings: Settings | Missing): settings is Missing => 'missing' in settings;

function questionOf(record: EvaluationRecord, known: readonly EvaluationRecord[]): PackQuestion {
  const { related = [], referrers } = record;
  const resourceOf = (each: EvaluationRecord) => ({ ...each.resource, properties: recordedProperties(each) });
  return {
    resource: resourceOf(record),
    // A resource's newest record stands in for what was too large to keep, where today's rules ask.
    related: related
      .filter(({ omittedBytes }) => omittedBytes === undefined || known.length === 0)
      .map(relatedOf),
    around: known.map(resourceOf),
    referrers: referrers ?? { unreadable: notRecorded('who refers to it') },
  };
}

function relatedOf({ reference, type, unreadable, resource, omittedBytes, ...held }: RecordedRelated) {
  if (omittedBytes !== undefined) {
    return { reference, type, unreadable: notRecorded(`what ${reference} was: its ${omittedBytes} bytes`) };
  }
  const properties = recordedProperties(held);
  return { reference, type, unreadable, resource: resource && { ...resource, properties } };
}

type Answer = PackVerdict | Missing | undefined;

const answerOf = (answers: Answers, { rule }: RecordedVerdict): Answer =>
  'missing' in answers ? answers : answers.find((each) => each.rule === rule);

const statusIn = (answer: Answer): Status | null => (answer && 'status' in answer ? answer.status : null);

interface Asked {
  readonly verdict: RecordedVerdict;
  readonly again: Answer;
  readonly today: Answer;
}

interface Context {
  readonly record: EvaluationRecord;
  readonly newest: Newest | undefined;
}

type Judgement = Pick<ReplayedVerdict, 'outcome' | 'changes' | 'because'>;

function judgementOf(asked: Asked, context: Context): Judgement {
  const { verdict, again } = asked;
  const unanswered = unansweredBy(again, 'the pack of its day');
  if (unanswered !== undefined) return { outcome: 'not-judged', changes: [], because: unanswered };
  if (!isSame(verdict, again)) {
    return { outcome: 'not-reproduced', changes: [], because: differenceFrom(verdict, again) };
  }
  const found = [ruleChange(asked), ...laterChange(verdict, context)].filter((each) => each !== undefined);
  const changes = found.map(({ outcome }) => outcome);
  const outcome = changes[0] ?? 'same';
  return { outcome, changes, because: found.map(({ because }) => because).join('; ') };
}

function unansweredBy(answer: Answer, who: string): string | undefined {
  if (answer === undefined) return undefined;
  if ('missing' in answer) return answer.missing;
  const missing = missingFor(answer);
  return missing === undefined ? undefined : `${who} asks for ${missing}`;
}

/** Words of why something could not be read may differ; what was found may not. */
const isSame = (verdict: RecordedVerdict, again: Answer): boolean =>
  again !== undefined && 'status' in again && textOf(verdict) === textOf(again);

const textOf = ({ status, observations = [] }: PackVerdict): string =>
  canonicalJson([status, observations.map(({ path, expected, actual }) => ({ path, expected, actual }))]);

function differenceFrom(verdict: RecordedVerdict, again: Answer): string {
  const said = statusIn(again) ?? 'no such rule';
  const more = said === verdict.status ? ', for other reasons' : '';
  return `the record says ${verdict.status}, the pack of its day says ${said}${more}`;
}

interface Change {
  readonly outcome: Outcome;
  readonly because: string;
}

function ruleChange({ verdict, today }: Asked): Change | undefined {
  const unanswered = unansweredBy(today, "today's rule");
  if (unanswered !== undefined) return { outcome: 'not-judged', because: unanswered };
  const said = statusIn(today);
  if (said === verdict.status) return undefined;
  const because = said === null ? "today's rules have no such rule" : `today's rule says ${said}`;
  return { outcome: 'rule-changed', because };
}

/** Another verdict on the same resource later: for what of it. A rule that alone is another has been named. */
function laterChange({ rule, status }: RecordedVerdict, { record, newest }: Context): readonly Change[] {
  if (!newest || newest.recordedAt <= record.recordedAt) return [];
  const later = newest.statuses?.get(rule);
  if (later === status) return [];
  const said = `the record of ${newest.recordedAt} says ${later ?? (newest.statuses ? 'nothing' : 'deleted')}`;
  const { properties, surroundings } = digestsOf(record);
  if (newest.properties !== properties) return [{ outcome: 'resource-changed', because: said }];
  if (newest.surroundings !== surroundings)
    return [{ outcome: 'surroundings-changed', because: `${said}: what it refers to is another` }];
  if (newest.settingsDigest !== record.settingsDigest)
    return [{ outcome: 'settings-changed', because: `${said}: the settings are others` }];
  return [];
}

function refOf({
  source: _,
  createdAt: __,
  read: ___,
  unreadable: ____,
  ...ref
}: EvaluationRecord['resource']): ResourceRef {
  return ref;
}
