import type { ReportState } from '../../adapters/aws/config/report-states.ts';
import {
  answerFromPosture,
  type ConfigEvaluation,
  evaluationOf,
  gone,
  hasChangedSince,
  type Tally,
  tally,
} from '../../engine/config-evaluation.ts';
import { typesOf } from '../../engine/config-rules.ts';
import type { Posture } from '../../engine/posture.ts';
import type { Rule } from '../../engine/rule.ts';
import { recordedByConfig } from '../../resources/recorded-by-config.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import type { Invocation } from './invocation.ts';
import { type ConfigPorts, rulesFor } from './ports.ts';

/** What one run tells AWS Config, and how far that goes. */
export interface Report {
  readonly kind: 'full' | 'changes';
  readonly evaluations: AsyncIterable<ConfigEvaluation>;
  /** To be remembered once AWS Config has taken them. */
  readonly state: ReportState;
}

/** A daily schedule may come a little early. */
const FULL_MS = 23 * 3_600_000;
/** So long may a posture take from its time to where the index shows it. */
const OVERLAP_MS = 120_000;
/** As many as one question about AWS Config's ids takes. */
const CHUNK = 100;
const ACCOUNT = 'AWS::::Account';

interface Run {
  readonly invocation: Invocation;
  /** ISO 8601: when AWS Config asked. */
  readonly at: string;
  readonly rules: readonly Rule[];
  /** ISO 8601; undefined: everything is told. */
  readonly since: string | undefined;
  /** ISO 8601: of the last full report. */
  readonly fullAt: string | undefined;
  readonly ports: ConfigPorts;
}

/** The report of a scheduled or a woken rule: once a day everything, else what has changed since the last one. */
export async function reportFor(invocation: Invocation, at: string, ports: ConfigPorts): Promise<Report> {
  const rules = rulesFor(invocation, ports.house);
  const before = await ports.reports.recall(invocation.ruleName);
  // AWS Config keeps the later answer: what changes after it asked is for the next report to tell.
  const now = ports.home.now().toISOString();
  const reportedAt = at < now ? at : now;
  const isFull = before === undefined || Date.parse(reportedAt) - Date.parse(before.fullAt) >= FULL_MS;
  const since = isFull ? undefined : new Date(Date.parse(before.reportedAt) - OVERLAP_MS).toISOString();
  const run: Run = { invocation, at, rules, since, fullAt: before?.fullAt, ports };
  return {
    kind: isFull ? 'full' : 'changes',
    evaluations: evaluations(run),
    state: { reportedAt, fullAt: isFull ? reportedAt : before.fullAt },
  };
}

async function* evaluations(run: Run): AsyncGenerator<ConfigEvaluation> {
  const { subject } = run.invocation;
  const types = 'type' in subject ? [subject.type] : [...new Set(run.rules.flatMap(typesOf))];
  const ours = types.filter((type) => isOurs(type, run));
  for (const type of types) if (!ours.includes(type)) yield* ofResources(type, run);
  yield* ofAccounts(ours, run);
}

/** AWS Config takes no type that AWS does not have, and no id without a resource. */
function isOurs(type: string, { ports }: Run): boolean {
  const { ours, singleton } = ports.house.definitionOf(type) ?? {};
  return ours === true || singleton !== undefined;
}

const rulesOf = (type: string, { rules }: Run): readonly string[] =>
  rules.filter((rule) => typesOf(rule).includes(type)).map(({ id }) => id);

async function* ofResources(type: string, run: Run): AsyncGenerator<ConfigEvaluation> {
  const ruleIds = rulesOf(type, run);
  let chunk: Posture[] = [];
  for await (const posture of run.ports.posture.ofType(type, run.since)) {
    if (!isNews(posture, ruleIds, run)) continue;
    chunk.push(posture);
    if (chunk.length < CHUNK) continue;
    yield* ofChunk(chunk, ruleIds, run);
    chunk = [];
  }
  yield* ofChunk(chunk, ruleIds, run);
}

function isNews(posture: Posture, ruleIds: readonly string[], { since, fullAt }: Run): boolean {
  if (since !== undefined) return hasChangedSince(posture, ruleIds, since);
  // What was gone at the last full report has been told since; where that is not known, once more does no harm.
  return posture.presence !== 'deleted' || fullAt === undefined || posture.updatedAt > earlier(fullAt);
}

const earlier = (time: string): string => new Date(Date.parse(time) - OVERLAP_MS).toISOString();

async function* ofChunk(
  postures: readonly Posture[],
  ruleIds: readonly string[],
  run: Run,
): AsyncGenerator<ConfigEvaluation> {
  const recorded = postures.filter(({ ref }) => recordedByConfig(ref.type) && isHome(ref, run));
  const known = await run.ports.ids.of(recorded.map(({ key }) => key));
  for (const posture of postures) {
    const { key, ref } = posture;
    const of = { resourceType: ref.type, orderedAt: run.at };
    const name = known.get(key);
    const resourceId = name?.id ?? idFor(ref, run);
    yield evaluationOf(answerFromPosture(posture, ruleIds), { ...of, resourceId });
    // Told under our own name before an item told its other one.
    const isRenamed = name !== undefined && run.since === undefined && name.learnedAt > (run.fullAt ?? '');
    if (isRenamed)
      yield evaluationOf({ ...gone, text: `AWS Config calls it ${name.id}` }, { ...of, resourceId: ref.id });
  }
}

const isHome = ({ account, region }: ResourceRef, { invocation, ports }: Run): boolean =>
  (account ?? invocation.account) === invocation.account &&
  (region ?? ports.home.region) === ports.home.region;

/** Elsewhere another resource may have the same name: there the ARN is the id. */
function idFor(ref: ResourceRef, run: Run): string {
  if (isHome(ref, run)) return ref.id;
  return ref.arn ?? [ref.account, ref.region, ref.id].filter((part) => part !== null).join('/');
}

/** One evaluation an account for all resources of types that only we know: the worst, naming them. */
async function* ofAccounts(types: readonly string[], run: Run): AsyncGenerator<ConfigEvaluation> {
  if (types.length === 0 || !(await isAnyNews(types, run))) return;
  const { invocation, ports } = run;
  const tallies = new Map<string, Tally>([[invocation.account, tally()]]);
  for (const type of types) {
    const ruleIds = rulesOf(type, run);
    for await (const posture of ports.posture.ofType(type)) {
      const account = posture.ref.account ?? invocation.account;
      const sum = tallies.get(account) ?? tally();
      tallies.set(account, sum);
      if (posture.presence !== 'deleted') sum.add(posture.ref.id, answerFromPosture(posture, ruleIds));
    }
  }
  for (const [resourceId, sum] of tallies) {
    yield evaluationOf(sum.answer(), { resourceType: ACCOUNT, resourceId, orderedAt: run.at });
  }
}

async function isAnyNews(types: readonly string[], run: Run): Promise<boolean> {
  if (run.since === undefined) return true;
  for (const type of types) {
    const ruleIds = rulesOf(type, run);
    for await (const posture of run.ports.posture.ofType(type, run.since)) {
      if (isNews(posture, ruleIds, run)) return true;
    }
  }
  return false;
}
