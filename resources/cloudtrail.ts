import { isObject, usable } from './json-path.ts';
import type { JsonObject } from './resource.ts';

/** Who did what, where and when; null where the event does not say. */
export interface EventFacts {
  /** CloudTrail's eventID, or the id of a native event: what duplicates share. */
  readonly id: string | null;
  /** ISO 8601, UTC. */
  readonly time: string | null;
  /** `sagemaker.amazonaws.com`, or `aws.sagemaker` for native events. */
  readonly source: string;
  /** eventName, or the detail-type of native events. */
  readonly name: string;
  readonly principal: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly readOnly: boolean | null;
}

/** A call as CloudTrail records it, or a service's own event; `because` where it is neither. */
export type Reading =
  | { readonly kind: 'call'; readonly record: JsonObject; readonly event: EventFacts }
  | {
      readonly kind: 'state';
      readonly envelope: JsonObject;
      readonly detail: JsonObject;
      readonly event: EventFacts;
    }
  | { readonly kind: 'unusable'; readonly because: string };

const viaCloudTrail = / via CloudTrail$/;

/** Tells apart CloudTrail records, EventBridge envelopes around them and native events. */
export function readEvent(input: unknown): Reading {
  if (!isObject(input)) return { kind: 'unusable', because: `expected a JSON object, got ${kindOf(input)}` };
  const detailType = usable(input['detail-type']);
  if (detailType === undefined) return readRecord(input, undefined);
  if (!isObject(input['detail']))
    return { kind: 'unusable', because: `detail of "${detailType}" is no object` };
  if (viaCloudTrail.test(detailType)) return readRecord(input['detail'], input);
  return readState(input, { detail: input['detail'], detailType });
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;

function readRecord(record: JsonObject, envelope: JsonObject | undefined): Reading {
  const source = usable(record['eventSource'])?.toLowerCase();
  const name = usable(record['eventName']);
  if (source === undefined)
    return { kind: 'unusable', because: 'not a CloudTrail record: eventSource is missing' };
  if (name === undefined)
    return { kind: 'unusable', because: 'not a CloudTrail record: eventName is missing' };
  const event = {
    id: usable(record['eventID']) ?? usable(envelope?.['id']) ?? null,
    time: isoTime(record['eventTime']) ?? isoTime(envelope?.['time']),
    source,
    name,
    principal: principalOf(record['userIdentity']),
    account: usable(record['recipientAccountId']) ?? usable(envelope?.['account']) ?? null,
    region: usable(record['awsRegion']) ?? usable(envelope?.['region']) ?? null,
    readOnly: booleanOf(record['readOnly']),
  };
  return { kind: 'call', record, event };
}

function readState(
  envelope: JsonObject,
  { detail, detailType }: { detail: JsonObject; detailType: string },
): Reading {
  const source = usable(envelope['source']);
  if (source === undefined) return { kind: 'unusable', because: `source of "${detailType}" is missing` };
  const event = {
    id: usable(envelope['id']) ?? null,
    time: isoTime(envelope['time']),
    source,
    name: detailType,
    principal: null,
    account: usable(envelope['account']) ?? null,
    region: usable(envelope['region']) ?? null,
    readOnly: null,
  };
  return { kind: 'state', envelope, detail, event };
}

function principalOf(identity: unknown): string | null {
  if (!isObject(identity)) return null;
  const names = [identity['arn'], identity['invokedBy'], identity['userName'], identity['principalId']];
  return names.map(usable).find((name) => name !== undefined) ?? null;
}

// S3 Vectors prints booleans as text.
const booleanOf = (value: unknown): boolean | null =>
  value === true || value === 'true' ? true : value === false || value === 'false' ? false : null;

const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?$/;

/** AWS's own samples have ISO text, epoch milliseconds as number and as text. */
function isoTime(value: unknown): string | null {
  if (typeof value === 'string' && iso.test(value)) {
    const text = `${value.replace(' ', 'T').replace(/Z$/, '')}Z`;
    return Number.isNaN(Date.parse(text)) ? null : text;
  }
  const milliseconds =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{12,14}$/.test(value)
        ? Number(value)
        : NaN;
  // 8.64e15 is the last instant that a Date can hold.
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : null;
}
