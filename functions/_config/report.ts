import type { KnownId } from '../../adapters/aws/config/known-ids.ts';
import {
  answerFromPosture,
  type ConfigEvaluation,
  evaluationOf,
  gone,
  type Tally,
  tally,
} from '../../engine/config-evaluation.ts';
import { typesOf } from '../../engine/config-rules.ts';
import type { Posture } from '../../engine/posture.ts';
import type { Rule } from '../../engine/rule.ts';
import { recordedByConfig } from '../../resources/recorded-by-config.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { hasSeen } from './has-seen.ts';
import type { Invocation } from './invocation.ts';
import { type News, newsAt } from './news.ts';
import { type ConfigPorts, rulesFor } from './ports.ts';

/** What one run tells AWS Config. */
export interface Report {
  readonly kind: 'full' | 'changes';
  readonly evaluations: AsyncIterable<ConfigEvaluation>;
  /** To be called once AWS Config has taken all of them: they need not be told again. */
  told(): Promise<void>;
}

/** As many as one question about AWS Config's ids takes. */
const CHUNK = 100;
const ACCOUNT = 'AWS::::Account';

interface Run {
  readonly invocation: Invocation;
  /** ISO 8601: when AWS Config asked. */
  readonly at: string;
  readonly rules: readonly Rule[];
  readonly news: News;
  /** Key → capture time of an item that was answered by itself. */
  readonly debts: ReadonlyMap<string, string>;
  /** Those of them that this report pays. */
  readonly paid: Set<string>;
  readonly ports: ConfigPorts;
}

/** The report of a scheduled or a woken rule. */
export async function reportFor(invocation: Invocation, at: string, ports: ConfigPorts): Promise<Report> {
  const { ruleName } = invocation;
  const rules = rulesFor(invocation, ports);
  const now = ports.home.now().toISOString();
  // AWS Config keeps the later answer: what changes after it asked is for the next report to tell.
  const news = newsAt(at < now ? at : now, await ports.reports.recall(ruleName));
  const debts = await ports.debts.of(ruleName);
  const paid = new Set<string>();
  return {
    kind: news.isFull ? 'full' : 'changes',
    evaluations: evaluations({ invocation, at, rules, news, debts, paid, ports }),
    async told() {
      await ports.reports.remember(ruleName, news.state());
      for (const key of paid) await ports.debts.settle(ruleName, key, debts.get(key) ?? '');
    },
  };
}

async function* evaluations(run: Run): AsyncGenerator<ConfigEvaluation> {
  const { subject } = run.invocation;
  const types = 'type' in subject ? [subject.type] : [...new Set(run.rules.flatMap(typesOf))];
  const ours = types.filter((type) => isOurs(type, run));
  for (const type of types) if (!ours.includes(type)) yield* ofResources(type, run);
  yield* ofDebts(run);
  yield* ofAccounts(ours, run);
}

/** What an item told stands until posture has seen as much; then posture's word is told, though it be an old one. */
async function* ofDebts(run: Run): AsyncGenerator<ConfigEvaluation> {
  for (const [key, capturedAt] of run.debts) {
    const remembered = await run.ports.posture.recall(key);
    const { posture } = remembered;
    if (posture === null || !hasSeen(remembered, capturedAt)) continue;
    yield* ofChunk([posture], rulesOf(posture.ref.type, run), run);
    run.paid.add(key);
  }
}

/** AWS Config takes no type that AWS does not have, and no id without a resource. */
function isOurs(type: string, { ports }: Run): boolean {
  const { ours, singleton } = ports.definitionOf(type) ?? {};
  return ours === true || singleton !== undefined;
}

const rulesOf = (type: string, { rules }: Run): readonly string[] =>
  rules.filter((rule) => typesOf(rule).includes(type)).map(({ id }) => id);

async function* ofResources(type: string, run: Run): AsyncGenerator<ConfigEvaluation> {
  const ruleIds = rulesOf(type, run);
  let chunk: Posture[] = [];
  for await (const posture of run.ports.posture.ofType(type, run.news.since)) {
    if (!run.news.has(posture, ruleIds) || run.debts.has(posture.key)) continue;
    chunk.push(posture);
    if (chunk.length < CHUNK) continue;
    yield* ofChunk(chunk, ruleIds, run);
    chunk = [];
  }
  yield* ofChunk(chunk, ruleIds, run);
}

async function* ofChunk(
  postures: readonly Posture[],
  ruleIds: readonly string[],
  run: Run,
): AsyncGenerator<ConfigEvaluation> {
  const recorded = postures.filter(({ ref }) => recordedByConfig(ref.type) !== undefined);
  const known = await run.ports.ids.of(recorded.map(({ key }) => key));
  for (const posture of postures) {
    const { key, ref } = posture;
    const of = { resourceType: ref.type, orderedAt: run.at };
    const name = known.get(key);
    const resourceId = name?.id ?? idFor(ref, run);
    yield evaluationOf(answerFromPosture(posture, ruleIds), { ...of, resourceId });
    if (isRenamed(name, run)) {
      const answer = { ...gone, text: `AWS Config calls it ${name?.id}` };
      yield evaluationOf(answer, { ...of, resourceId: ref.id });
    }
  }
}

/** Told under our own name, until an item told its other one. */
const isRenamed = (name: KnownId | undefined, { news }: Run): boolean =>
  name !== undefined && news.isFull && name.learnedAt > (news.fullBefore ?? '');

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
  const { invocation, news, ports } = run;
  if (types.length === 0 || !(news.isFull || (await isAnyNews(types, run)))) return;
  const tallies = new Map<string, Tally>([[invocation.account, tally()]]);
  for (const type of types) {
    const ruleIds = rulesOf(type, run);
    for await (const posture of ports.posture.ofType(type)) {
      if (news.isFull) news.has(posture, ruleIds);
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
  let isAny = false;
  for (const type of types) {
    const ruleIds = rulesOf(type, run);
    // All of them, that the next report may know them.
    for await (const posture of run.ports.posture.ofType(type, run.news.since)) {
      isAny = run.news.has(posture, ruleIds) || isAny;
    }
  }
  return isAny;
}
