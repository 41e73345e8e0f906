import type { ArnParts, ArnPattern } from './arn.ts';
import { parseArn, partitionOf } from './arn.ts';
import type { EventFacts } from './cloudtrail.ts';
import type { Candidate, Concern } from './event-table.ts';
import { isObject, texts, usable } from './json-path.ts';
import type { KnownType } from './known-types.ts';
import { typeOfArn } from './known-types.ts';
import type { ResourceRef } from './resource.ts';

/** A call, as far as it names things. */
export interface Naming {
  readonly event: EventFacts;
  readonly bodies: { readonly request: unknown; readonly response: unknown };
  /** ARNs in the record's `resources`. */
  readonly arns: readonly string[];
}

/** What a concern is about: refs from the first candidate with a usable value, else from the record's `resources`. */
export function refsOf(concern: Concern, naming: Naming): readonly ResourceRef[] {
  const { type } = concern;
  if (type.singleton !== undefined) return singletonRef(type, naming.event);
  const found = firstUsable(concern, naming);
  const listed = found.some((ref) => ref.nameOnly !== true)
    ? []
    : otherRefs(type, naming, found.length === 0);
  return (listed.length > 0 ? listed : found).map((ref) => withParents(ref, concern, naming));
}

function firstUsable(concern: Concern, naming: Naming): readonly ResourceRef[] {
  for (const candidate of concern.candidates) {
    const values = texts(naming.bodies, candidate.path);
    if (values.length > 0) return values.map((text) => refFrom(concern, naming, { candidate, text }));
  }
  return [];
}

/** ARNs of its kind elsewhere: in `resources`, in the answer, and in a request that names nothing in the known places. */
function otherRefs(
  type: KnownType,
  { event, bodies, arns }: Naming,
  alsoRequest: boolean,
): readonly ResourceRef[] {
  const listed = arns.flatMap((text) => refFromArn(type, event, text) ?? []);
  if (listed.length > 0) return listed;
  const places = alsoRequest ? [bodies.response, bodies.request] : [bodies.response];
  return places
    .flatMap((body) => (isObject(body) ? Object.values(body) : []))
    .flatMap((value) => {
      const text = usable(value);
      const arn = text === undefined ? undefined : parseArn(text);
      if (text === undefined || arn === undefined || typeOfArn(arn) !== type) return [];
      return refFromArn(type, event, text) ?? [];
    })
    .slice(0, 1);
}

function singletonRef(type: KnownType, { account, region }: EventFacts): readonly ResourceRef[] {
  if (region === null) return [];
  const id = `${type.singleton}/${region}`;
  const place = { partition: partitionOf(region), account, region };
  const arn =
    account === null ? {} : { arn: `arn:aws:assay:${region}:${account}:${id}`, synthetic: true as const };
  return [{ type: type.type, id, ...arn, ...place }];
}

function refFrom(
  concern: Concern,
  naming: Naming,
  { candidate, text }: { candidate: Candidate; text: string },
): ResourceRef {
  const { type } = concern;
  const arn = parseArn(text);
  if (arn === undefined) return refFromName(concern, naming, { candidate, text });
  const ref = refFromArn(type, naming.event, text);
  if (ref !== undefined) return casedAsRequested(ref, concern, naming);
  // The ARN of the whole where a part of it is meant: a guardrail's in a call about its version.
  if (type.placeholder === '*') return refFromName(concern, naming, { candidate, text: tailOf(arn) });
  const place = placeOf(arn, naming.event);
  // An alias's ARN where a key is meant: it leads to the key but is not its ARN.
  if (type.patterns.length > 0 && ![undefined, type].includes(typeOfArn(arn))) {
    return { type: type.type, id: type.idFrom(text) ?? tailOf(arn), nameOnly: true, ...place };
  }
  const id = type.patterns.length === 0 && /Policy$/.test(type.type) ? text : tailOf(arn);
  return { type: type.type, id, arn: text, ...place };
}

const tailOf = ({ resource }: ArnParts): string =>
  resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1) || resource;

/** Where something is said to be, for ARNs that leave it out. */
type Somewhere = Pick<EventFacts, 'account' | 'region'>;

/** A ref from an ARN of this type; undefined for ARNs of others. */
export function refFromArn(type: KnownType, event: Somewhere, text: string): ResourceRef | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  for (const pattern of type.patterns) {
    const values = pattern.match(arn);
    if (values === undefined) continue;
    const id = type.idFrom(text) ?? idOf(type, pattern, { arn, values });
    return { type: type.type, id, arn: text, ...placeOf(arn, event), ...parentOf(pattern, { values, id }) };
  }
  return undefined;
}

function idOf(
  { placeholder }: KnownType,
  pattern: ArnPattern,
  { arn, values }: { arn: ArnParts; values: Readonly<Record<string, string>> },
): string {
  const own = arn.resource.slice(pattern.prefix.length);
  return placeholder === '*' ? own : (values[placeholder] ?? own);
}

/** The other placeholders lead to it: the domain of a user profile. */
function parentOf(
  pattern: ArnPattern,
  { values, id }: { values: Readonly<Record<string, string>>; id: string },
): { readonly parent?: Readonly<Record<string, string>> } {
  if (pattern.placeholders.length < 2) return {};
  const others = Object.entries(values).filter(([, value]) => value !== id);
  const parent = Object.fromEntries(others.map(([name, value]) => [lowerFirst(name), value]));
  return others.length === 0 ? {} : { parent };
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** What the ARN says; what it leaves out as the event says it, never from elsewhere. */
function placeOf(arn: ArnParts, event: Somewhere): Pick<ResourceRef, 'partition' | 'account' | 'region'> {
  return {
    partition: arn.partition,
    account: arn.account ?? event.account,
    region: arn.region ?? event.region,
  };
}

/** SageMaker's ARNs lower-case the name that its API takes: the call's own spelling wins. */
function casedAsRequested(ref: ResourceRef, { type, candidates }: Concern, { bodies }: Naming): ResourceRef {
  if (type.service !== 'sagemaker') return ref;
  const names = candidates.filter(({ kind }) => kind !== 'arn').flatMap(({ path }) => texts(bodies, path));
  const cased = names.find((name) => name !== ref.id && name.toLowerCase() === ref.id.toLowerCase());
  return cased === undefined ? ref : { ...ref, id: cased };
}

function refFromName(
  { type, parents }: Concern,
  naming: Naming,
  { candidate, text }: { candidate: Candidate; text: string },
): ResourceRef {
  const { account, region } = naming.event;
  const id = type.idFrom(text) ?? text;
  const partition = region === null ? null : partitionOf(region);
  const ref = { type: type.type, id, partition, account, region };
  if (!identifies(type, candidate, text)) return { ...ref, nameOnly: true };
  if (type.arnHasPath === true) return ref;
  const where = { Partition: partition, Region: region, Account: account };
  for (const pattern of type.patterns) {
    const arn = pattern.build({ ...where, ...ownValues(type, pattern, { id, naming, parents }) });
    if (arn !== undefined)
      return { ...ref, ...(type.placeholder === '*' ? { id: ownPart(pattern, arn) } : {}), arn };
  }
  return type.placeholder === '*' ? { ...ref, nameOnly: true } : ref;
}

const ownPart = (pattern: ArnPattern, arn: string): string =>
  arn.split(':').slice(5).join(':').slice(pattern.prefix.length);

/** Whether a text of this kind is the identity and not just what people call the thing. */
function identifies({ isNamed, placeholder }: KnownType, { kind, path }: Candidate, text: string): boolean {
  if (text.startsWith('alias/') && placeholder !== 'AliasName') return false;
  if (kind === 'name') return isNamed || placeholder === '*';
  // A project's ARN ends in its name, not in its id.
  return !(/Name$/.test(placeholder) && /id$/.test(path.members.at(-1)?.lower ?? ''));
}

function ownValues(
  { placeholder, service }: KnownType,
  pattern: ArnPattern,
  { id, naming, parents }: { id: string; naming: Naming; parents: Concern['parents'] },
): Readonly<Record<string, string | undefined>> {
  const known = [...knownMembers(naming, parents)];
  const own = placeholder === '*' ? pattern.placeholders[0] : placeholder;
  const entries = pattern.placeholders.map((name) => {
    const value = name === own ? id : memberFor(name, known);
    return [name, service === 'sagemaker' ? value?.toLowerCase() : value] as const;
  });
  return Object.fromEntries(entries);
}

function* knownMembers({ bodies }: Naming, parents: Concern['parents']): Iterable<readonly [string, string]> {
  for (const [name, path] of parents) for (const text of texts(bodies, path)) yield [name, text];
  for (const body of [bodies.request, bodies.response]) {
    if (!isObject(body)) continue;
    for (const [name, value] of Object.entries(body)) {
      const text = usable(value);
      if (text !== undefined) yield [name, text];
    }
  }
}

const stem = (name: string): string => name.toLowerCase().replace(/(?:identifier|id|arn)$/, '');

/** `flowIdentifier` and `flowArn` hold a `${FlowId}`, `agentRuntimeId` a `${RuntimeId}`. */
function memberFor(placeholder: string, members: readonly (readonly [string, string])[]): string | undefined {
  const lower = placeholder.toLowerCase();
  const found =
    members.find(([name]) => name.toLowerCase() === lower) ??
    members.find(([name]) => name.toLowerCase().endsWith(lower)) ??
    members.find(([name]) => stem(name).endsWith(stem(placeholder)) && stem(placeholder) !== '');
  if (found === undefined) return undefined;
  const arn = parseArn(found[1]);
  return arn === undefined ? found[1] : tailOf(arn);
}

function withParents(ref: ResourceRef, { parents }: Concern, { bodies }: Naming): ResourceRef {
  const entries = parents.flatMap(([name, path]) =>
    texts(bodies, path)
      .slice(0, 1)
      .map((text) => [name, text]),
  );
  return entries.length === 0 ? ref : { ...ref, parent: { ...ref.parent, ...Object.fromEntries(entries) } };
}
