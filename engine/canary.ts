import { type NoticeRecord, noticeRecord } from './evidence/record.ts';

/**
 * A change event of our own, sent every hour along the way that all events take: default bus → queue → evaluation →
 * evidence → segment. One that does not come through says that others may not have come through either.
 */
export interface Canary {
  /** ISO 8601. */
  readonly sentAt: string;
}

export const CANARY_SOURCE = 'assay.canary';
export const CANARY_DETAIL_TYPE = 'Assay Canary';
/** What the posture table knows of it stands under this key, as attention: `eventAt` is the `sentAt` of the newest. */
export const CANARY_KEY = 'canary';

/** Bumped when an older reader could misread it. */
const SCHEMA = 'assay.canary/1';

/** What EventBridge's PutEvents takes; the event arrives with `source`, `detail-type` and `detail`. */
export const canaryEntry = ({ sentAt }: Canary) => ({
  Source: CANARY_SOURCE,
  DetailType: CANARY_DETAIL_TYPE,
  Detail: JSON.stringify({ schema: SCHEMA, sentAt }),
});

/** The canary in an EventBridge event; undefined if the event is any other. */
export function canaryOf(event: unknown): Canary | undefined {
  const [source, detail] = [member(event, 'source'), member(event, 'detail')];
  const sentAt = member(detail, 'sentAt');
  const isCanary =
    source === CANARY_SOURCE &&
    member(detail, 'schema') === SCHEMA &&
    typeof sentAt === 'string' &&
    !Number.isNaN(Date.parse(sentAt));
  return isCanary ? { sentAt } : undefined;
}

/** What whoever sees it sends to evidence. */
export const canaryNotice = ({ sentAt }: Canary, recordedAt: Date): NoticeRecord =>
  noticeRecord('canary', recordedAt, { sentAt });

interface CanaryRecord {
  readonly kind: string;
  readonly detail?: unknown;
  readonly sender?: string;
}

/** The canary in a record; undefined if it is any other, or one that did not take the way of all events. */
export function canaryIn({ kind, detail, sender }: CanaryRecord): Canary | undefined {
  const sentAt = kind === 'canary' && sender === undefined ? member(detail, 'sentAt') : undefined;
  return typeof sentAt === 'string' ? { sentAt } : undefined;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** What is remembered from one canary to the next; ISO 8601. */
export interface CanaryMemory {
  /** When the last one was sent. */
  readonly sentAt: string;
  /** Up to here it is known, and told, whether changes were seen. */
  readonly toldUntil: string;
}

/** How far canaries have come: `sentAt` of the newest at each station, null where none was seen. */
export interface CanarySightings {
  readonly evaluated: string | null;
  readonly inSegment: string | null;
}

/** A time for which nothing shows that changes were seen. */
export interface Gap {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

export interface CanaryVerdict {
  /** `first`: none was sent before this one. */
  readonly status: 'first' | 'arrived' | 'missing';
  readonly gap?: Gap;
  /** Where the next verdict starts from. */
  readonly memory: CanaryMemory;
}

/** Canaries are sent every hour; one that is sent much later leaves a time for which none speaks. */
const LONGEST_PAUSE_MS = 90 * 60_000;

/** What became of the canary sent last; `now` is when the next one is sent, ISO 8601. */
export function canaryVerdict(
  before: CanaryMemory | null,
  { evaluated, inSegment }: CanarySightings,
  now: string,
): CanaryVerdict {
  if (before === null) return { status: 'first', memory: { sentAt: now, toldUntil: now } };
  const { sentAt, toldUntil } = before;
  if (inSegment !== null && inSegment >= sentAt) {
    const memory = { sentAt: now, toldUntil: sentAt };
    const hasPaused = Date.parse(now) - Date.parse(sentAt) > LONGEST_PAUSE_MS;
    if (!hasPaused) return { status: 'arrived', memory };
    const gap = { from: sentAt, to: now, because: 'no canary was sent in this time' };
    return { status: 'arrived', gap, memory: { sentAt: now, toldUntil: now } };
  }
  const wasEvaluated = evaluated !== null && evaluated >= sentAt;
  const because = wasEvaluated
    ? 'the canary was evaluated, and its notice is in no segment'
    : 'the canary reached no evaluation';
  const gap = { from: toldUntil, to: now, because };
  return { status: 'missing', gap, memory: { sentAt: now, toldUntil: now } };
}

/** The evidence of a gap; one begins where the one before ends. */
export const gapNotice = ({ from, to, because }: Gap, recordedAt: Date): NoticeRecord =>
  noticeRecord('gap', recordedAt, { subject: 'change events', from, to, because });
