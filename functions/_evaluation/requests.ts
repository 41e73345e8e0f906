import { type Canary, canaryOf } from '../../engine/canary.ts';
import { cut } from '../../engine/capped.ts';
import type { Trigger } from '../../engine/evidence/record.ts';
import type { Look, Sweep } from '../../engine/look.ts';
import type { EventFacts } from '../../resources/cloudtrail.ts';
import { configurationIn } from '../../resources/configuration.ts';
import { resourceKey } from '../../resources/key.ts';
import { type Located, type LocatedRef, locate } from '../../resources/locate.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import type { Message } from '../_runtime/messages.ts';
import type { House } from './house.ts';
import type { Request } from './ports.ts';

/** Every event ends in exactly one of these. */
export type Outcome = 'evaluated' | 'not-applicable' | 'deferred' | 'failed';

/** A call that AWS refused: nothing changed, but somebody tried. */
export interface DeniedAttempt {
  readonly event: EventFacts;
  readonly code: string;
  /** What it was aimed at, as far as the call tells. */
  readonly refs: readonly ResourceRef[];
}

/** What one message asks for. */
export interface Asked {
  /** Of the event; undefined for requests of our own. */
  readonly eventId?: string;
  /** The event, in a few words for the log. */
  readonly about?: string;
  readonly requests: readonly Request[];
  /** Changed, though nothing judges them: what refers to them is to be looked at again. */
  readonly touched?: readonly string[];
  readonly denied?: DeniedAttempt;
  readonly canary?: Canary;
  /** Lists to be asked for. */
  readonly sweeps?: readonly Pick<Sweep, 'type' | 'account' | 'region'>[];
  /** A list that was asked for. */
  readonly list?: Sweep;
  /** Where there is nothing to read. */
  readonly outcome?: Outcome;
  readonly because?: string;
}

/** What a message is about. @throws InputError for an event that is none */
export function askedBy(message: Message, house: House, now: string): Asked {
  if (message.kind === 'look') return { requests: [requestOf(message.look, house)] };
  if (message.kind === 'sweep') return { requests: [], list: message.sweep };
  const canary = canaryOf(message.event);
  // Counted, so that only an account whose events do not come at all is silent.
  if (canary) return { requests: [], canary, outcome: 'not-applicable' };
  const located = locate(message.event);
  if (located.outcome === 'unusable') return { requests: [], outcome: 'failed', because: located.because };
  const { id: eventId, source, name } = located.event;
  return {
    ...askedByEvent(located, { message: message.event, house, now }),
    ...(eventId !== null && { eventId }),
    about: cut(`${name} of ${source}, event ${eventId ?? 'without id'}`),
  };
}

function requestOf({ ref, reason, requestedAt, attempt }: Look, { definitionOf }: House): Request {
  return {
    key: resourceKey(ref, definitionOf(ref.type)),
    ref,
    reason,
    trigger: { kind: reason, time: requestedAt },
    ...(attempt !== undefined && { attempt }),
  };
}

interface Context {
  readonly message: object;
  readonly house: House;
  readonly now: string;
}

function askedByEvent(located: Exclude<Located, { outcome: 'unusable' }>, context: Context): Asked {
  if (located.outcome === 'irrelevant') {
    return { requests: [], outcome: 'not-applicable', because: located.because };
  }
  const { event } = located;
  if (located.outcome === 'unresolved') {
    return {
      requests: [],
      sweeps: sweepsOf(event, located.types),
      outcome: 'deferred',
      because: located.because,
    };
  }
  if (located.failed) {
    const { code } = located.failed;
    return {
      requests: [],
      outcome: 'not-applicable',
      because: `the call failed: ${code}`,
      ...(isDenied(code) && { denied: { event, code, refs: located.refs.map(bare) } }),
    };
  }
  return askedByRefs(located.refs, { ...context, event, unresolved: located.unresolved ?? [] });
}

const bare = ({ change: _, ...ref }: LocatedRef): ResourceRef => ref;

/** As CloudTrail names refusals, whatever the service. */
const isDenied = (code: string): boolean => /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i.test(code);

const sweepsOf = ({ account, region }: EventFacts, types: readonly string[]) =>
  account === null || region === null ? [] : types.map((type) => ({ type, account, region }));

interface RefContext extends Context {
  readonly event: EventFacts;
  readonly unresolved: readonly string[];
}

function askedByRefs(
  refs: readonly LocatedRef[],
  { message, house, now, event, unresolved }: RefContext,
): Asked {
  const isJudged = ({ type }: ResourceRef) => house.judge.rulesFor(type).length > 0;
  const faults = new Map(refs.map((ref) => [ref, faultOf(ref, house)]));
  const [fault] = [...faults.values()].filter((each) => each !== undefined);
  const sound = refs.filter((ref) => faults.get(ref) === undefined);
  // A name that is no identity leads nowhere: the list of its type does.
  const [named, identified] = [
    sound.filter(({ nameOnly }) => nameOnly),
    sound.filter(({ nameOnly }) => !nameOnly),
  ];
  const requests = identified
    .filter(isJudged)
    .map((ref) => eventRequest(ref, { message, house, now, event }));
  const touched = identified.filter((ref) => !isJudged(ref)).map((ref) => keyOf(ref, house));
  const types = [...unresolved, ...named.filter(isJudged).map(({ type }) => type)];
  const isAnything = requests.length > 0 || touched.length > 0;
  return {
    requests,
    touched,
    sweeps: sweepsOf(event, types),
    ...(!isAnything && {
      outcome: types.length > 0 ? ('deferred' as const) : ('not-applicable' as const),
      because:
        types.length > 0 ? 'it names a resource, and does not identify it' : 'no chosen rule judges its type',
    }),
    ...(fault !== undefined && { outcome: 'failed' as const, because: fault }),
  };
}

/** DynamoDB takes a sort key of 1,024 bytes, and a reference to the resource is one. */
const MAX_KEY_BYTES = 1000;

/** Why nobody can remember a resource that an event names so; undefined where all is well. */
function faultOf(ref: ResourceRef, { definitionOf }: House): string | undefined {
  const { type, account, region } = ref;
  const definition = definitionOf(type);
  const bytes = Buffer.byteLength(resourceKey(ref, definition));
  if (bytes > MAX_KEY_BYTES) return `it names a ${type} in ${bytes} bytes; AWS has no name as long as that`;
  const pattern = definition?.arnPattern ?? '';
  // Under another key, it would be the same resource twice.
  if (account === null && pattern.includes('${Account}')) return `it does not say whose the ${type} is`;
  if (region === null && pattern.includes('${Region}'))
    return `it does not say in which Region the ${type} is`;
  return region === null || isRegion(region) ? undefined : `it names a Region that is none: ${cut(region)}`;
}

/** `eu-central-1`, `us-gov-west-1`: a chain of evidence has such a name. */
export const isRegion = (text: string): boolean => /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(text);

const keyOf = (ref: ResourceRef, { definitionOf }: House): string => resourceKey(ref, definitionOf(ref.type));

function eventRequest(
  { change, ...ref }: LocatedRef,
  { message, house, now, event }: Omit<RefContext, 'unresolved'>,
): Request {
  // In one form, so that times compare as texts.
  const eventAt = event.time === null ? now : new Date(event.time).toISOString();
  // CloudTrail's bodies are partial; a service's own event may carry the whole.
  const carried = event.source.startsWith('aws.') ? configurationIn(message, ref.type) : undefined;
  return {
    key: keyOf(ref, house),
    ref,
    reason: 'event',
    trigger: triggerOf(event, eventAt),
    eventAt,
    ...(change === 'delete' && { deletedAt: eventAt, goneAt: eventAt }),
    ...(carried && { carried }),
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
    ...('replay-name' in message && { isReplayed: true as const }),
  };
}

const triggerOf = ({ id, name, principal }: EventFacts, time: string): Trigger => ({
  kind: 'event',
  eventId: id ?? '',
  eventName: name,
  principal,
  time,
});

/** Requests about the same resource as one: the newest event speaks for all, an event before requests of our own. */
export function merged(requests: readonly Request[]): Request {
  const [newest, ...others] = requests.toSorted(
    (a, b) => Number(b.reason === 'event') - Number(a.reason === 'event') || later(a, b),
  );
  if (newest === undefined) throw new RangeError('got no request; one at least was expected');
  const ids = [newest, ...others].flatMap(({ trigger }) =>
    trigger.kind === 'event' ? [trigger.eventId] : [],
  );
  const alsoEvents = [...new Set(ids)].filter(
    (id) => newest.trigger.kind === 'event' && id !== newest.trigger.eventId,
  );
  const attempts = requests.flatMap(({ attempt }) => attempt ?? []);
  const goneAt = requests
    .flatMap((each) => each.goneAt ?? [])
    .toSorted()
    .at(-1);
  return {
    ...newest,
    ...(goneAt !== undefined && { goneAt }),
    ...(alsoEvents.length > 0 && { trigger: { ...newest.trigger, alsoEvents } as Trigger }),
    ...(attempts.length > 0 && { attempt: Math.max(...attempts) }),
  };
}

/** Newest first; of the same second, a deletion before others: whether it was recreated, the read tells. */
function later(a: Request, b: Request): number {
  const order = (b.eventAt ?? b.trigger.time).localeCompare(a.eventAt ?? a.trigger.time);
  return order !== 0 ? order : Number(b.deletedAt !== undefined) - Number(a.deletedAt !== undefined);
}
