import type { ReadCache } from '../../adapters/aws/neighbourhood.ts';
import { CANARY_KEY, type Canary, canaryNotice } from '../../engine/canary.ts';
import { cut } from '../../engine/capped.ts';
import type { Shard } from '../../engine/evidence/layout.ts';
import type { UnsequencedRecord } from '../../engine/evidence/record.ts';
import { SWEEP_SCHEMA } from '../../engine/look.ts';
import { InputError } from '../_runtime/errors.ts';
import { messageOf } from '../_runtime/messages.ts';
import { logger, type MetricName, measure } from '../_runtime/observability.ts';
import { remedyOf } from '../_runtime/remedy.ts';
import { type Assessment, assess, CONFIRM_SECONDS } from './assess.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
import { deniedRecord } from './denied.ts';
import { inParallel } from './in-parallel.ts';
import type { Batch } from './judged.ts';
import type { Ports, Request } from './ports.ts';
import { type Asked, askedBy, type DeniedAttempt, isRegion, merged, type Outcome } from './requests.ts';
import { lookAtDependants, queueEvidence, settle, shardOf } from './settle.ts';

/** A message as the queue hands it over. */
export interface Delivered {
  readonly messageId: string;
  readonly body: string;
}

const READS_AT_ONCE = 8;

const METRICS: Readonly<Record<Outcome, MetricName>> = {
  evaluated: 'EventsEvaluated',
  'not-applicable': 'EventsNotApplicable',
  deferred: 'EventsDeferred',
  failed: 'EventsFailed',
};

/**
 * Evaluates a batch: read → judge → evidence queued → posture. Messages about the same resource are one read. Gives
 * the ids of the messages that are to come again; what cannot be read in `readingMs` is among them, so that a service
 * that hangs does not take the others along when the function's time is over.
 */
export async function evaluateBatch(
  messages: readonly Delivered[],
  ports: Ports,
  readingMs: number,
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const asked = messages.map((message) => ({ message, asked: understood(message, ports) }));
  for (const each of asked) {
    tellAside(each);
    if (each.asked.outcome === 'failed') failed.add(each.message.messageId);
  }
  const deadline = deadlineIn(readingMs);
  const results = await evaluateAll(groupedByKey(asked), ports, deadline).finally(deadline.end);
  for (const { message, asked: each } of asked) {
    const isDone = await rest(each, ports);
    if (!isDone || each.requests.some(({ key }) => results.get(key) === 'failed'))
      failed.add(message.messageId);
  }
  count(asked, { results, failed });
  return failed;
}

function understood({ body }: Delivered, { house, home }: Ports): Asked {
  try {
    return askedBy(messageOf(body), house, home.now().toISOString());
  } catch (error) {
    return {
      requests: [],
      outcome: 'failed',
      because: error instanceof Error ? error.message : String(error),
    };
  }
}

/** What becomes of a message that asks for no read, or not only for reads. */
function tellAside({ message: { messageId }, asked }: AskedBy): void {
  const { outcome, because, about, sweeps = [] } = asked;
  if (outcome === undefined || because === undefined) return;
  if (outcome === 'failed') {
    measure('PoisonMessages');
    logger.error('a message cannot be understood; it goes to the dead-letter queue', {
      messageId,
      about,
      because: cut(because),
      remedy:
        'keep a copy of it for a report, then delete it; the next sweep finds the state that it told of',
    });
  } else if (outcome === 'deferred' && sweeps.length === 0) {
    logger.warn('an event leads to no resource; the next sweep finds what it changed', { about, because });
  } else logger.info('an event asks for no read', { about, outcome, because });
}

interface AskedBy {
  readonly message: Delivered;
  readonly asked: Asked;
}

function groupedByKey(asked: readonly AskedBy[]): readonly Request[] {
  const groups = new Map<string, Request[]>();
  for (const request of asked.flatMap(({ asked: { requests } }) => requests)) {
    const group = groups.get(request.key) ?? [];
    group.push(request);
    groups.set(request.key, group);
  }
  return [...groups.values()].map(merged);
}

type Result = 'evaluated' | 'deferred' | 'failed';

/** All reads and judgements first, then the evidence of all, then posture. */
async function evaluateAll(
  requests: readonly Request[],
  ports: Ports,
  { inTime }: Deadline,
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>();
  const cache: ReadCache = new Map();
  const batch: Batch = { cache, waivers: ports.house.waiversAt(ports.home.now().toISOString()) };
  const assessments: Assessment[] = [];
  await inParallel(READS_AT_ONCE, requests, async (request) => {
    const assessment = await attempt(request, 'read', () => inTime(() => assess(request, ports, batch)));
    if (assessment) assessments.push(assessment);
    else results.set(request.key, 'failed');
  });
  await queueEvidence(
    assessments.flatMap((assessment) => evidenceOf(assessment, ports)),
    ports,
  );
  await inParallel(READS_AT_ONCE, assessments, async (assessment) => {
    const isSettled = await attempt(assessment.request, 'settle', () => settle(assessment, ports));
    results.set(assessment.request.key, isSettled ? resultOf(assessment) : 'failed');
    // Undefined: what went wrong has been told.
    if (isSettled !== undefined) tell(assessment, isSettled);
  });
  return results;
}

/** One resource's trouble is not the others': its messages come again. */
async function attempt<T>(request: Request, step: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    logger.error(`could not ${step}; it will be tried again`, {
      resource: request.key,
      error,
      remedy: remedyOf(error),
    });
    return undefined;
  }
}

const resultOf = ({ after, confirmIn, before }: Assessment): Result =>
  after === undefined && confirmIn !== undefined && before === null ? 'deferred' : 'evaluated';

const evidenceOf = (
  { record, request, after }: Assessment,
  ports: Ports,
): readonly { readonly shard: Shard; readonly record: UnsequencedRecord }[] =>
  record ? [{ shard: shardOf(after?.ref ?? request.ref, ports), record }] : [];

function tell({ request, after, because }: Assessment, isSettled: boolean): void {
  const violations = Object.values(after?.rules ?? {}).filter(({ status }) => status === 'NON_COMPLIANT');
  logger.info(isSettled ? 'evaluated' : 'written by somebody else in between; it will be tried again', {
    resource: request.key,
    reason: request.reason,
    because,
    rules: Object.keys(after?.rules ?? {}).length,
    violations: violations.length,
  });
}

/** What a message asks for besides reads. */
async function rest(
  { touched = [], sweeps = [], list, denied, canary }: Asked,
  ports: Ports,
): Promise<boolean> {
  const requestedAt = ports.home.now().toISOString();
  try {
    for (const key of touched) await lookAtDependants(key, ports);
    // Late enough that one list serves all that are asked for at once, and shows what is new.
    await ports.sendLooks(
      sweeps.map((sweep) => ({ schema: SWEEP_SCHEMA, requestedAt, ...sweep })),
      CONFIRM_SECONDS,
    );
    if (list && ports.sweep === undefined) throw new InputError('a list was asked for where nobody lists');
    if (list) await ports.sweep?.(list);
    if (denied) await keepDenied(denied, ports);
    if (canary) await keepCanary(canary, ports);
    return true;
  } catch (error) {
    logger.error('could not pass on what follows; it will be tried again', {
      error,
      remedy: remedyOf(error),
    });
    return false;
  }
}

/** Where it is none of our accounts, no chain of ours is about it. */
async function keepDenied(denied: DeniedAttempt, ports: Ports): Promise<void> {
  const { account, region } = denied.event;
  if (ports.awsOf(account) === undefined || (region !== null && !isRegion(region))) return;
  const record = await deniedRecord(denied, ports);
  if (record) await queueEvidence([{ shard: shardOf(denied.event, ports), record }], ports);
}

/** It has come as far as any other event: that is all it has to say. */
async function keepCanary(canary: Canary, ports: Ports): Promise<void> {
  const { home, posture } = ports;
  const shard = shardOf({ account: null, region: null }, ports);
  await queueEvidence([{ shard, record: canaryNotice(canary, home.now()) }], ports);
  await posture.attend(CANARY_KEY, { eventAt: canary.sentAt });
}

interface Done {
  readonly results: ReadonlyMap<string, Result>;
  readonly failed: ReadonlySet<string>;
}

/** Each event once, however often it came. */
function count(asked: readonly AskedBy[], { results, failed }: Done): void {
  const outcomes = new Map<string, Outcome>();
  for (const { message, asked: each } of asked) {
    const { eventId, requests, outcome = 'evaluated' } = each;
    if (eventId === undefined && each.outcome === undefined) continue;
    const isDeferred = requests.length > 0 && requests.every(({ key }) => results.get(key) === 'deferred');
    const isFailed = failed.has(message.messageId);
    outcomes.set(eventId ?? message.messageId, isFailed ? 'failed' : isDeferred ? 'deferred' : outcome);
  }
  for (const outcome of outcomes.values()) measure(METRICS[outcome]);
}
