import { isUnknown, type JsonObject, type Resource } from '../resources/resource.ts';
import type { Followed, JudgeOptions, Neighbourhood, Observer } from './judge.ts';
import { valuesAt } from './path.ts';
import { readable } from './readable.ts';
import type { JudgedResource, Parameters, ParameterValues, Related, Rule, RuleContext } from './rule.ts';
import { traced } from './trace.ts';
import { UnreadableValueError } from './verdict.ts';

/** What is the same for every rule that judges a resource. */
export interface Surroundings {
  readonly resource: Resource;
  readonly judged: JudgedResource;
  readonly neighbourhood: Neighbourhood;
  readonly options: JudgeOptions;
  readonly observer: Observer;
}

/** Most rules judge a resource by itself: one context serves them for all resources. */
export const looksAround = ({ needs, referencedBy }: Rule): boolean =>
  needs !== undefined || referencedBy === true;

export const alone = (parameters: ParameterValues<Parameters>): RuleContext => ({
  parameters,
  related: () => refuse('needs'),
  referrers: () => refuse('referencedBy'),
});

function refuse(member: string): never {
  throw new TypeError(`the rule asks for what it does not declare: give it ${member}`);
}

/** What a rule is told besides the resource's own properties. */
export function contextFor(
  rule: Rule,
  around: Surroundings,
  parameters: ParameterValues<Parameters>,
): RuleContext {
  return {
    parameters,
    related: (name) => relatedTo(rule, around, name),
    referrers: () => referrersOf(rule, around),
  };
}

function referrersOf(rule: Rule, { resource, neighbourhood, observer }: Surroundings): readonly string[] {
  const referrers = neighbourhood.referrers(resource);
  if ('unreadable' in referrers) {
    observer.onRead?.(rule, { path: 'referrers', unreadable: referrers.unreadable });
    throw new UnreadableValueError(referrers.unreadable);
  }
  observer.onRead?.(rule, { path: 'referrers', value: referrers });
  return referrers;
}

function relatedTo(rule: Rule, around: Surroundings, name: string): Related[] {
  const need = rule.needs?.[name];
  if (!need) throw new TypeError(`rule ${rule.id} asks for ${name}, which its needs do not name`);
  // Read from the guarded tree: a reference that is unknown must throw, not look absent.
  const related: Related[] = [];
  for (const reference of valuesAt(around.judged.properties as JsonObject, need.path)) {
    if (typeof reference !== 'string' || reference === '') continue;
    related.push({ reference, read: () => followed(rule, around, { name, reference, type: need.type }) });
  }
  return related;
}

interface Question {
  readonly name: string;
  readonly reference: string;
  readonly type: string;
}

function followed(
  rule: Rule,
  around: Surroundings,
  { name, reference, type }: Question,
): JudgedResource['properties'] {
  const { onRead, onEnter, onFollow } = around.observer;
  const found = withinReach(around.neighbourhood.follow(reference, type, around.resource));
  if ('unreadable' in found) {
    onRead?.(rule, { path: `${name} → ${reference}`, unreadable: found.unreadable });
    throw new UnreadableValueError(found.unreadable);
  }
  onFollow?.(found.resource);
  const { properties } = readable(found.resource, around.options);
  if (!onRead) return properties;
  return traced(properties, {
    onRead: (fact) => onRead(rule, { ...fact, path: `${name} → ${fact.path}` }),
    onEnter: onEnter && ((path) => onEnter(rule, `${name} → ${path}`)),
  });
}

/** A resource that is found, and cannot be read itself, is as far as one that is not. */
function withinReach(found: Followed): Followed {
  if ('unreadable' in found) return found;
  const { unreadable, properties } = found.resource;
  const because = unreadable ?? (isUnknown(properties) ? properties.$unknown : undefined);
  return because === undefined ? found : { unreadable: because };
}
