import type { Attachment, ResourceDefinition } from '../../resources/definition.ts';
import { isUnknown, type Json, type JsonObject, type Resource, unknown } from '../../resources/resource.ts';
import { member } from './scope.ts';
import { tokensIn } from './tokens.ts';

export interface AttachmentInput {
  readonly resources: readonly Resource[];
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /**
   * Whether an unreadable name, written in the attachment's property `by`, may turn out to be the target's:
   * both doors answer from the raw expression, which names its candidates.
   */
  readonly mayName: (attachment: Resource, by: string, target: Resource) => boolean;
  /** Why it is open whether the resource will exist at all; undefined if it will. */
  readonly doubtAbout?: (resource: Resource) => string | undefined;
}

export interface Attached {
  readonly resources: readonly Resource[];
  readonly notes: readonly string[];
}

interface Work extends AttachmentInput {
  readonly properties: Map<Resource, JsonObject>;
  /** Properties that attachments have set, by target. */
  readonly settled: Map<Resource, Set<string>>;
  readonly byId: ReadonlyMap<string, Resource>;
  readonly notes: string[];
}

/** Gives every resource what others say about it: inline and managed policies to their roles, a public access block to its bucket. */
export function attachAll(input: AttachmentInput): Attached {
  const attaching = input.resources.filter(({ type }) => input.definitionOf(type)?.attaches);
  if (attaching.length === 0) return { resources: input.resources, notes: [] };
  const byId = new Map(input.resources.map((resource) => [resource.id, resource]));
  const work: Work = { ...input, properties: new Map(), settled: new Map(), byId, notes: [] };
  for (const resource of attaching) {
    const attachment = input.definitionOf(resource.type)?.attaches;
    if (attachment) attach(resource, attachment, work);
  }
  const resources = input.resources.map((resource) => {
    const properties = work.properties.get(resource);
    return properties ? { ...resource, properties } : resource;
  });
  return { resources, notes: work.notes };
}

function attach(resource: Resource, attachment: Attachment, work: Work): void {
  const [property = '', isList] = attachment.by.endsWith('[]')
    ? [attachment.by.slice(0, -2), true]
    : [attachment.by, false];
  const value = isUnknown(resource.properties) ? resource.properties : member(resource.properties, property);
  if (value === undefined) return;
  const names: readonly Json[] = isList && Array.isArray(value) ? value : [value];
  const doubt = work.doubtAbout?.(resource);
  for (const name of names) {
    if (typeof name === 'string') {
      const target = targetOf(name, attachment, work);
      if (target)
        receive(
          target,
          attachment,
          doubt === undefined ? contentOf(resource, attachment) : unknown(doubt),
          work,
        );
    } else if (isUnknown(name)) {
      leaveOpen(resource, { attachment, property, because: name.$unknown }, work);
    }
  }
}

function targetOf(name: string, { to }: Attachment, work: Work): Resource | undefined {
  for (const token of tokensIn(name)) {
    const target = resourceOf(token, work.byId);
    if (target) return target.type === to ? target : undefined;
  }
  const definition = work.definitionOf(to);
  const named = definition?.idFrom?.(name) ?? name;
  return work.resources.find(
    ({ type, properties }) =>
      type === to &&
      definition?.names?.some((property) => [name, named].includes(String(member(properties, property)))),
  );
}

/** `Key.Arn` → Key; `module.m.aws_kms_key.k[0].arn` → `module.m.aws_kms_key.k[0]`. */
export function resourceOf<T>(token: string, byId: ReadonlyMap<string, T>): T | undefined {
  for (let id = token; ; id = id.slice(0, id.lastIndexOf('.'))) {
    const resource = byId.get(id);
    if (resource || !id.includes('.')) return resource;
  }
}

function contentOf(resource: Resource, { what }: Attachment): Json {
  if (what === 'reference') return `\${${resource.id}}`;
  if (isUnknown(resource.properties)) return resource.properties;
  if ('value' in what)
    return member(resource.properties, what.value) ?? unknown(`${resource.id} has no ${what.value}`);
  const entries = what.map((key) => [key, member(resource.properties, key)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function receive(target: Resource, attachment: Attachment, content: Json, work: Work): void {
  const { as, how } = attachment;
  const known = work.properties.get(target) ?? target.properties;
  if (isUnknown(known)) return;
  const before = member(known, as);
  if (how === 'append') {
    // An unknown stays in the list: what is appended may be a fault for certain, whatever else there is.
    const list: readonly Json[] = Array.isArray(before) ? before : before === undefined ? [] : [before];
    work.properties.set(target, { ...known, [as]: [...list, content] });
    return;
  }
  // What stands at the target itself is what a provider has read back: the attachment comes after it.
  const earlier = settle(target, as, work) ? before : undefined;
  if (isUnknown(earlier)) return;
  // Two that would set the same value leave open which of them wins.
  const isContested = earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(content);
  work.properties.set(target, {
    ...known,
    [as]: isContested ? unknown(`${as} is set more than once`) : content,
  });
}

/** Whether an attachment has set it before; from now on one has. */
function settle(target: Resource, as: string, { settled }: Work): boolean {
  const names = settled.get(target) ?? new Set();
  const isSettled = names.has(as);
  settled.set(target, names.add(as));
  return isSettled;
}

/**
 * A name that cannot be read concerns a target only if its expression mentions it, as the branches of an undecided
 * Fn::If do. Were every role open to every parameter, one policy for a role of another stack would hide
 * the faults of all roles here; and a template gives its own roles to its policies by Ref, not by parameter.
 */
function leaveOpen(
  resource: Resource,
  { attachment, property, because }: { attachment: Attachment; property: string; because: string },
  work: Work,
): void {
  const targets = work.resources.filter(({ type }) => type === attachment.to);
  const open = targets.filter((target) => work.mayName(resource, property, target));
  for (const target of open) {
    const properties = work.properties.get(target) ?? target.properties;
    const reason = `${resource.id} may say something about it, but its ${property} cannot be read: ${because}`;
    work.properties.set(target, { ...properties, [attachment.as]: unknown(reason) });
    settle(target, attachment.as, work);
  }
  const concerned = open.length === 0 ? 'no resource of this file' : open.map(({ id }) => id).join(', ');
  work.notes.push(`${resource.id}: ${property} cannot be read (${because}); taken to concern ${concerned}`);
}
