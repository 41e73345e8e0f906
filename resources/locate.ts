import { parseArn } from './arn.ts';
import type { EventFacts } from './cloudtrail.ts';
import { readEvent } from './cloudtrail.ts';
import type { Change } from './definition.ts';
import type { Concern, Condition } from './event-table.ts';
import { aiSources, concernsOf, stateConcerns } from './event-table.ts';
import type { Naming } from './identity.ts';
import { refFromArn, refsOf } from './identity.ts';
import { isObject, member, path, texts, usable } from './json-path.ts';
import { knownTypeOf, typeOfArn } from './known-types.ts';
import type { JsonObject, ResourceRef } from './resource.ts';
import { isRuntimeCall } from './runtime-calls.ts';

/** A ref, and what the event did to it: deleting an action group updates its agent. */
export type LocatedRef = ResourceRef & { readonly change: Change };

/** What an event is about. Every event has exactly one outcome, none is dropped. */
export type Located =
  | {
      readonly outcome: 'located';
      readonly event: EventFacts;
      /** Of the first ref. */
      readonly change: Change;
      readonly refs: readonly LocatedRef[];
      /** The call was refused or failed: nothing changed, but somebody tried. */
      readonly failed?: { readonly code: string; readonly message: string | null };
      /** Types that the event concerns too, but does not identify. */
      readonly unresolved?: readonly string[];
    }
  | { readonly outcome: 'irrelevant'; readonly event: EventFacts; readonly because: string }
  /** It concerns AI, but says not which resource: sweep these types, or look by hand where there are none. */
  | {
      readonly outcome: 'unresolved';
      readonly event: EventFacts;
      readonly because: string;
      readonly types: readonly string[];
    }
  | { readonly outcome: 'unusable'; readonly because: string };

/**
 * Which resources an event is about: a CloudTrail record, an EventBridge envelope around one, or a native
 * state-change event of SageMaker or Bedrock. Never throws, whatever the input.
 */
export function locate(input: unknown): Located {
  const reading = readEvent(input);
  if (reading.kind === 'unusable') return { outcome: 'unusable', because: reading.because };
  if (reading.kind === 'state') return locateState(reading);
  const { event, record } = reading;
  const concerns = concernsOf(event.source, event.name);
  if (concerns !== undefined) return locateCall(event, record, concerns);
  return locateUnknown(event, record);
}

function locateCall(event: EventFacts, record: JsonObject, concerns: readonly Concern[]): Located {
  const naming = namingOf(event, record);
  const applicable = concerns.filter((concern) => holds(concern, naming));
  if (applicable.length === 0) {
    return { outcome: 'irrelevant', event, because: `this ${event.name} is about no AI resource` };
  }
  const found = applicable.map((concern) => ({ concern, refs: refsOf(concern, naming) }));
  const refs = found.flatMap(({ concern, refs }) => refs.map((ref) => ({ ...ref, change: concern.change })));
  const unresolved = found.flatMap(({ concern, refs }) => (refs.length === 0 ? [concern.type.type] : []));
  if (refs.length === 0) {
    return { outcome: 'unresolved', event, because: `${event.name} names nothing usable`, types: unresolved };
  }
  return located(event, { refs, record, unresolved });
}

function located(
  event: EventFacts,
  { refs, record, unresolved = [] }: { refs: LocatedRef[]; record: JsonObject; unresolved?: string[] },
): Located {
  const code = usable(record['errorCode']);
  return {
    outcome: 'located',
    event,
    change: refs[0]?.change ?? 'update',
    refs: refs.map((ref) => ofItsOwner(ref, record['resources'])),
    ...(code === undefined ? {} : { failed: { code, message: usable(record['errorMessage']) ?? null } }),
    ...(unresolved.length === 0 ? {} : { unresolved }),
  };
}

/**
 * A call across accounts is recorded in both, so that the recipient need not be the owner. Where the ARN does not say
 * (a bucket), the record's list of resources does.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function ofItsOwner(ref: LocatedRef, resources: unknown): LocatedRef {
  if (ref.arn === undefined || parseArn(ref.arn)?.account !== null || !Array.isArray(resources)) return ref;
  const items: readonly unknown[] = resources;
  const own = items.find((item) => isObject(item) && member(item, 'ARN', 'arn') === ref.arn);
  const owner = isObject(own) ? usable(member(own, 'accountId')) : undefined;
  return owner !== undefined && /^\d{12}$/.test(owner) ? { ...ref, account: owner } : ref;
}

function namingOf(event: EventFacts, record: JsonObject): Naming {
  // Service events (SageMaker's tuning) carry their own member in place of request and response.
  const details = record['serviceEventDetails'];
  const bodies = {
    request: record['requestParameters'] ?? details,
    response: record['responseElements'] ?? details,
  };
  return { event, bodies, arns: arnsIn(record['resources']) };
}

function arnsIn(resources: unknown): readonly string[] {
  if (!Array.isArray(resources)) return [];
  const items: readonly unknown[] = resources;
  const values = items.map((item) => usable(isObject(item) ? member(item, 'ARN', 'arn') : item));
  return values.filter((text) => text !== undefined);
}

function holds({ condition, candidates }: Concern, { bodies }: Naming): boolean {
  if (condition === undefined) return true;
  if (condition.kind !== 'contains') return holdsFor(condition, (at) => texts(bodies, at));
  return candidates.some((candidate) =>
    texts(bodies, candidate.path).some((text) => text.includes(condition.value)),
  );
}

function holdsFor(
  condition: Exclude<Condition, { kind: 'contains' }>,
  read: (at: (typeof condition.paths)[number]) => readonly string[],
): boolean {
  const values = condition.paths.flatMap(read);
  if (condition.kind === 'present') return values.length > 0;
  if (condition.kind === 'absent') return values.length === 0;
  // Unknown is not excluded: a deletion tells no policy type.
  return values.length === 0 || (condition.kind === 'equals' && values.includes(condition.value));
}

const tagEvents: ReadonlySet<string> = new Set(['AddTags', 'DeleteTags', 'TagResource', 'UntagResource']);
const taggedArn = ['q.resourceArn', 'q.arn', 'q.resource', 'q.resourceIdentifier'].map(path);

const reading =
  /^(?:Get|List|Describe|Search|Query|BatchGet|Batch(?:Check|Describe)|Head|Lookup|View|Check|Estimate|Preview|Validate|Test|Render|Predict)/;
const writing =
  /^(?:Create|Update|Delete|Put|Add|Remove|Attach|Detach|Associate|Disassociate|Enable|Disable|Register|Deregister|Import|Set|Modify|Batch|Start|Stop|Cancel|Archive|Publish|Deploy|Prepare|Accept|Reject|Extend|Restore|Reset|Send|Submit|Synchronize|Purchase)/;

function locateUnknown(event: EventFacts, record: JsonObject): Located {
  const { source, name } = event;
  if (!aiSources.has(source))
    return { outcome: 'irrelevant', event, because: 'no AI service, and nothing AI relies on' };
  if (tagEvents.has(name)) return locateTags(event, record);
  if (isRuntimeCall(name))
    return { outcome: 'irrelevant', event, because: 'inference: no configuration changes' };
  if (event.readOnly === true || reading.test(name)) {
    return { outcome: 'irrelevant', event, because: 'read-only call' };
  }
  if (!writing.test(name))
    return { outcome: 'irrelevant', event, because: 'not a call that changes a resource' };
  const change = name.startsWith('Create') ? 'create' : name.startsWith('Delete') ? 'delete' : 'update';
  const refs = refsByArn(event, namingOf(event, record).arns).map((ref) => ({ ...ref, change }) as const);
  if (refs.length > 0) return located(event, { refs, record });
  return {
    outcome: 'unresolved',
    event,
    because: `${name} of ${source} is a write call not known here`,
    types: [],
  };
}

function locateTags(event: EventFacts, record: JsonObject): Located {
  const { bodies, arns } = namingOf(event, record);
  const named = taggedArn.flatMap((at) => texts(bodies, at)).filter((text) => parseArn(text) !== undefined);
  const refs = refsByArn(event, named.length > 0 ? named : arns).map(
    (ref) => ({ ...ref, change: 'tag' }) as const,
  );
  if (refs.length > 0) return located(event, { refs, record });
  return { outcome: 'unresolved', event, because: 'tags of an ARN of no known kind', types: [] };
}

function refsByArn(event: EventFacts, arns: readonly string[]): readonly ResourceRef[] {
  return arns.flatMap((text) => {
    const arn = parseArn(text);
    const type = arn === undefined ? undefined : typeOfArn(arn);
    return (type === undefined ? undefined : refFromArn(type, event, text)) ?? [];
  });
}

const nativeSources: ReadonlySet<string> = new Set(
  [...aiSources].map((source) => `aws.${source.split('.')[0]}`),
);

function locateState({
  envelope,
  detail,
  event,
}: {
  envelope: JsonObject;
  detail: JsonObject;
  event: EventFacts;
}): Located {
  if (!nativeSources.has(event.source))
    return { outcome: 'irrelevant', event, because: 'no event of an AI service' };
  const concerns = (stateConcerns.get(event.name) ?? []).flatMap(({ type: name, arn }) => {
    const type = knownTypeOf(name);
    return type === undefined ? [] : [{ type, arn }];
  });
  const change: Change = isDeleted(detail) ? 'delete' : 'update';
  const named = concerns.flatMap(({ type, arn }) => {
    const text = usable(member(detail, arn));
    const listed = arnsIn(envelope['resources']).find(
      (other) => refFromArn(type, event, other) !== undefined,
    );
    return (
      (text === undefined ? undefined : refFromArn(type, event, text)) ??
      refFromArn(type, event, listed ?? '') ??
      []
    );
  });
  const refs = named.length > 0 ? named : refsByArn(event, arnsIn(envelope['resources']));
  if (refs.length > 0) {
    return located(event, { refs: refs.map((ref) => ({ ...ref, change })), record: {} });
  }
  if (concerns.length === 0)
    return { outcome: 'irrelevant', event, because: `"${event.name}" is about no AI resource` };
  const types = concerns.map(({ type }) => type.type);
  return { outcome: 'unresolved', event, because: `"${event.name}" names no ARN`, types };
}

function isDeleted(detail: JsonObject): boolean {
  return Object.entries(detail).some(
    ([key, value]) => /status$/i.test(key) && /^deleted$/i.test(String(value)),
  );
}
