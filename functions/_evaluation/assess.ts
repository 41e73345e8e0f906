import type { Attention, Remembered } from '../../adapters/aws/posture.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import { noticeRecord, type UnsequencedRecord } from '../../engine/evidence/record.ts';
import {
  isSameIncarnation,
  needsRefresh,
  type Posture,
  postureAfter,
  postureWhenDeleted,
} from '../../engine/posture.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import { TransientError } from '../_runtime/errors.ts';
import { measure } from '../_runtime/observability.ts';
import { incarnationOf } from './incarnation.ts';
import { type Batch, type Judged, judged } from './judged.ts';
import type { Ports, Request } from './ports.ts';

/** Two not-founds so far apart are a deletion; describes are eventually consistent. */
export const CONFIRM_SECONDS = 60;
/** An hour of confirming reads: whatever is on its way for longer will be seen by the sweep. */
const MAX_ATTEMPTS = 60;
const MAX_READS = 3;

/** What became of a request, not yet written anywhere. */
export interface Assessment {
  readonly request: Request;
  readonly before: Posture | null;
  /** Undefined: nothing to commit. */
  readonly after?: Posture;
  readonly record?: UnsequencedRecord;
  /** What it refers to and what it referred to before, by key; only where it was judged. */
  readonly references?: ReadonlyMap<string, ResourceRef>;
  /** Its own properties are others than before. */
  readonly isChanged: boolean;
  readonly known: Attention;
  readonly attention: { readonly [K in keyof Attention]: Attention[K] | undefined };
  /** Seconds until it is to be read again. */
  readonly confirmIn?: number;
  readonly attempt?: number;
  readonly because: string;
}

/** Recalls, reads and judges one resource. @throws TransientError for what may succeed later */
export async function assess(request: Request, ports: Ports, batch: Batch): Promise<Assessment> {
  const remembered = await ports.posture.recall(request.key);
  const early = covered(request, remembered, ports);
  if (early) return early;
  const aws = ports.awsOf(request.ref.account);
  if (!aws) return nothing(request, remembered, `account ${request.ref.account} is none of ours`);
  let { posture: before } = remembered;
  for (let reads = 1; ; reads += 1) {
    const result = await ports.read(request.ref, aws);
    if (result.outcome === 'not-found' && request.carried === undefined) {
      return missing(request, { ...remembered, posture: before }, ports);
    }
    const assessment = await present(request, { ...remembered, posture: before }, { result, ports, batch });
    if (!overlaps(assessment, before)) return assessment;
    // Which of two reads at the same time is the newer one cannot be told: a third can.
    if (reads === MAX_READS) throw new TransientError(`${request.key} changes faster than it can be read`);
    before = (await ports.posture.recall(request.key)).posture;
  }
}

/** A read that began after the event has seen what it did; the confirming read settles what came late. */
function covered(
  request: Request,
  { posture, attention }: Remembered,
  { home }: Ports,
): Assessment | undefined {
  const now = home.now().getTime();
  if (request.reason === 'confirming-read') {
    const quiet = now - Date.parse(attention.eventAt ?? '');
    if (!(quiet < CONFIRM_SECONDS * 1000)) return undefined;
    const wait = Math.max(1, Math.ceil(CONFIRM_SECONDS - quiet / 1000));
    return { ...nothing(request, { posture, attention }, 'events still arrive'), confirmIn: wait };
  }
  const { eventAt, deletedAt } = request;
  if (request.reason !== 'event' || eventAt === undefined || deletedAt !== undefined) return undefined;
  const isRead = attention.readAt !== undefined && isBefore(eventAt, attention.readAt);
  return isRead && posture !== null
    ? nothing(request, { posture, attention }, `read since, at ${attention.readAt}`)
    : undefined;
}

/** Whether an event was over when a read began: CloudTrail cuts its times to the second. */
const isBefore = (eventAt: string, readAt: string): boolean =>
  Date.parse(eventAt) + 1000 <= Date.parse(readAt);

const nothing = (request: Request, { posture, attention }: Remembered, because: string): Assessment => ({
  request,
  before: posture,
  known: attention,
  isChanged: false,
  attention: {},
  because,
});

interface Read {
  readonly result: ReadResult;
  readonly ports: Ports;
  readonly batch: Batch;
}

async function present(
  request: Request,
  { posture: before, attention: known }: Remembered,
  { result, ports, batch }: Read,
): Promise<Assessment> {
  const resource = resourceFrom(request, result, ports);
  const outcome = await judged(resource, ports, batch);
  const now = ports.home.now().toISOString();
  const [readAt] = outcome.seen.readAt;
  const { prior, attention } = incarnationOf(request, result, { posture: before, attention: known, readAt });
  const base = {
    request,
    before,
    known,
    attention: { ...attention, readAt, notFoundAt: undefined },
    ...again(request, result),
  };
  if (isUnchanged(prior, outcome, now)) return { ...base, isChanged: false, because: 'nothing has changed' };
  const isEvent = FROM_EVENTS.has(request.reason);
  const after = postureAfter(request.key, prior, { seen: outcome.seen, now, isEvent });
  return {
    ...base,
    after,
    record: await outcome.record(request.trigger),
    references: outcome.references,
    isChanged: before?.ownDigest !== after.ownDigest,
    because: `${Object.keys(after.rules).length} rules asked`,
  };
}

/** A confirming read tells of the event before it, a dependency of an event about what it refers to. */
const FROM_EVENTS: ReadonlySet<Request['reason']> = new Set(['event', 'confirming-read', 'dependency']);

function resourceFrom(
  { ref, carried, eventAt = '' }: Request,
  result: ReadResult,
  { home }: Ports,
): Resource {
  if (result.outcome === 'read') return result.resource;
  if (result.outcome === 'not-found') {
    return { ...ref, source: 'event', properties: carried ?? {}, read: [eventAt, eventAt] };
  }
  if (result.outcome === 'failed' && result.retryable) throw new TransientError(result.because);
  measure('ReadsDenied');
  const now = home.now().toISOString();
  return { ...ref, source: 'live', properties: {}, unreadable: result.because, read: [now, now] };
}

/** On the way to another status: the next confirming read will tell which. */
function again({ attempt = 0 }: Request, result: ReadResult): Pick<Assessment, 'confirmIn' | 'attempt'> {
  const isMoving = result.outcome === 'read' && result.transitional !== undefined;
  return isMoving && attempt < MAX_ATTEMPTS ? { confirmIn: CONFIRM_SECONDS, attempt: attempt + 1 } : {};
}

function isUnchanged(before: Posture | null, { seen }: Judged, now: string): boolean {
  return (
    before !== null &&
    before.inputDigest === seen.inputDigest &&
    before.presence === seen.presence &&
    isSameIncarnation(before, seen) &&
    !needsRefresh(before, now)
  );
}

function overlaps({ after }: Assessment, before: Posture | null): boolean {
  return (
    after !== undefined &&
    before !== null &&
    before.presence === 'present' &&
    after.presence === 'present' &&
    before.inputDigest !== after.inputDigest &&
    before.readAt[1] > after.readAt[0]
  );
}

/** Not found: deleted if an event says so or if it is for the second time, else to be asked again. */
function missing(request: Request, { posture: before, attention }: Remembered, { home }: Ports): Assessment {
  const now = home.now().toISOString();
  const base = { request, before, known: attention, isChanged: false };
  const isKnown = before !== null && before.presence !== 'deleted';
  // An event that is older than a read that found it tells of a namesake before, or of an end that took its time.
  const seenAt = isKnown ? (attention.readAt ?? before.readAt[1]) : '';
  const isSaid =
    request.deletedAt !== undefined && request.deletedAt <= now && !isBefore(request.deletedAt, seenAt);
  const isRepeated =
    attention.notFoundAt !== undefined &&
    Date.parse(now) - Date.parse(attention.notFoundAt) >= CONFIRM_SECONDS * 1000;
  if (!isSaid && !isRepeated) {
    const notFoundAt = attention.notFoundAt ?? now;
    return {
      ...base,
      attention: { notFoundAt },
      confirmIn: CONFIRM_SECONDS,
      because: 'not found, for the first time',
    };
  }
  if (!isKnown) return { ...base, attention: { notFoundAt: undefined }, because: 'it exists no more' };
  return {
    ...base,
    after: postureWhenDeleted(before, now),
    record: noticeRecord('deleted', home.now(), {
      resource: { ...before.ref },
      trigger: { ...request.trigger },
      incarnation: before.createdAt,
    }),
    references: new Map(),
    isChanged: true,
    attention: { readAt: now, notFoundAt: undefined },
    because: 'deleted: its findings end here',
  };
}
