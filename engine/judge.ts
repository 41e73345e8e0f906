import type { ResourceDefinition } from '../resources/definition.ts';
import { type Json, type JsonObject, type Resource, unknown } from '../resources/resource.ts';
import type { TypeShape } from '../resources/shape.ts';
import { type Conformed, conform } from './conform.ts';
import { guard } from './guard.ts';
import { valuesAt } from './path.ts';
import { plainVerdict } from './plain.ts';
import type { JudgedResource, Parameters, ParameterValues, Related, Rule, RuleContext } from './rule.ts';
import { type ReadFact, traced } from './trace.ts';
import { insufficientData, UnreadableValueError, type Verdict } from './verdict.ts';

/** What a reference leads to: the resource, or why it cannot be read. */
export type Followed = { readonly resource: Resource } | { readonly unreadable: string };

/** The resources around the one that is judged: of the same template, or read beforehand from the account. */
export interface Neighbourhood {
  follow(reference: string, type: string, from: Resource): Followed;
  /** AI resources that refer to it, `Type id` each; or why that cannot be known. */
  referrers(resource: Resource): readonly string[] | { readonly unreadable: string };
}

/** Nothing around it can be read. */
export const isolated = (because: string): Neighbourhood => ({
  follow: () => ({ unreadable: because }),
  referrers: () => ({ unreadable: because }),
});

export interface Judgement {
  readonly rule: Rule;
  readonly verdict: Verdict;
  /** A defect of the rule: it threw. The verdict is INSUFFICIENT_DATA. */
  readonly fault?: Error;
}

/** Told of every value that a rule reads: `path` of the resource, or `name → path` of one that it leads to. */
export type OnRead = (rule: Rule, fact: ReadFact) => void;

/** Sees what a judgement rests on; watching reads costs time, following none. */
export interface Observer {
  readonly onRead?: OnRead;
  readonly onFollow?: (resource: Resource) => void;
}

export type RuleParameters = Readonly<Record<string, Readonly<Record<string, Json | undefined>>>>;

export interface JudgeOptions {
  readonly rules: readonly Rule[];
  readonly shapeOf: (type: string) => TypeShape | undefined;
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** AI types, which `*` rules judge. */
  readonly isAiType: (type: string) => boolean;
  /** Rule id → its parameters as the user set them; a missing one has its default. */
  readonly parameters?: RuleParameters;
}

export interface Judge {
  /** Every rule's verdict on one resource. Never throws for any properties. */
  judge(resource: Resource, neighbourhood: Neighbourhood, observer?: Observer): readonly Judgement[];
  /** Rules that would judge this type. */
  rulesFor(type: string): readonly Rule[];
}

export function createJudge(options: JudgeOptions): Judge {
  const byType = groupByType(options.rules);
  const cache = new Map<string, readonly Rule[]>();
  const parameters = new Map(options.rules.map((rule) => [rule, parameterValues(rule, options)]));

  function rulesFor(type: string): readonly Rule[] {
    let rules = cache.get(type);
    if (!rules) {
      const universal = options.isAiType(type) ? (byType.get('*') ?? []) : [];
      rules = [...(byType.get(type) ?? []), ...universal];
      cache.set(type, rules);
    }
    return rules;
  }

  return {
    rulesFor,
    judge(resource, neighbourhood, observer = {}) {
      const rules = rulesFor(resource.type);
      if (rules.length === 0) return [];
      const judged = readable(resource, options);
      return rules.map((rule) => {
        const values = parameters.get(rule) ?? {};
        const context = contextFor({ rule, resource, neighbourhood, options, judged, values, observer });
        return evaluate(rule, observed(judged, rule, observer), context);
      });
    },
  };
}

function groupByType(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const group = groups.get(rule.resourceType);
    if (group) group.push(rule);
    else groups.set(rule.resourceType, [rule]);
  }
  return groups;
}

function readable(resource: Resource, { shapeOf, definitionOf }: JudgeOptions): JudgedResource {
  if (isUnknown(resource.properties)) throw new UnreadableValueError(resource.properties.$unknown);
  const { properties, unknowns }: Conformed = conform(resource.properties, shapeOf(resource.type));
  const guarded = guard(properties, unknowns);
  return { ...resource, properties: withReadOnlyMembers(guarded, resource, definitionOf) } as JudgedResource;
}

/** What only the account knows is unknown in a template, a plan or an event, and never merely absent. */
function withReadOnlyMembers(
  properties: JsonObject,
  { type, source }: Resource,
  definitionOf: JudgeOptions['definitionOf'],
): JsonObject {
  const definition = definitionOf(type);
  if (!definition?.readOnly || source === 'live' || source === 'state') return properties;
  return Object.setPrototypeOf({ ...properties }, readOnlyPrototype(definition));
}
const observed = (judged: JudgedResource, rule: Rule, { onRead }: Observer): JudgedResource =>
  onRead ? { ...judged, properties: traced(judged.properties, (fact) => onRead(rule, fact)) } : judged;

function evaluate(rule: Rule, resource: JudgedResource, context: RuleContext): Judgement {
  if (resource.unreadable !== undefined && rule.resourceType !== '*') {
    return { rule, verdict: insufficientData(resource.unreadable) };
  }
  try {
    return { rule, verdict: plainVerdict(rule.evaluate(resource, context)) };
  } catch (error) {
    if (error instanceof UnreadableValueError) return { rule, verdict: insufficientData(error.message) };
    const fault = error instanceof Error ? error : new Error(`rule threw ${String(error)}`);
    return { rule, verdict: insufficientData(`the rule failed: ${fault.message}`), fault };
  }
}

interface ContextInput {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly neighbourhood: Neighbourhood;
  readonly options: JudgeOptions;
  readonly judged: JudgedResource;
  readonly values: ParameterValues<Parameters>;
  readonly observer: Observer;
}

function contextFor(input: ContextInput): RuleContext {
  const { rule, resource, neighbourhood } = input;
  const { onRead } = input.observer;
  return {
    parameters: input.values,
    related: (name) => relatedTo(input, name),
    referrers() {
      const referrers = neighbourhood.referrers(resource);
      if ('unreadable' in referrers) {
        onRead?.(rule, { path: 'referrers', unreadable: referrers.unreadable });
        throw new UnreadableValueError(referrers.unreadable);
      }
      onRead?.(rule, { path: 'referrers', value: referrers });
      return referrers;
    },
  };
}

function relatedTo(input: ContextInput, name: string): Related[] {
  const { rule, judged } = input;
  const need = rule.needs?.[name];
  if (!need) throw new TypeError(`rule ${rule.id} asks for ${name}, which its needs do not name`);
  // Read from the guarded tree: a reference that is unknown must throw, not look absent.
  return valuesAt(judged.properties as JsonObject, need.path)
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((reference) => ({ reference, read: () => followedProperties(input, name, reference) }));
}

function followedProperties(
  input: ContextInput,
  name: string,
  reference: string,
): JudgedResource['properties'] {
  const { rule, resource, neighbourhood, options } = input;
  const { onRead, onFollow } = input.observer;
  const followed = neighbourhood.follow(reference, rule.needs?.[name]?.type ?? '', resource);
  const { unreadable } = 'unreadable' in followed ? followed : followed.resource;
  if ('unreadable' in followed || unreadable !== undefined) {
    onRead?.(rule, { path: `${name} → ${reference}`, unreadable: String(unreadable) });
    throw new UnreadableValueError(String(unreadable));
  }
  onFollow?.(followed.resource);
  const { properties } = readable(followed.resource, options);
  if (!onRead) return properties;
  return traced(properties, (fact) => onRead(rule, { ...fact, path: `${name} → ${fact.path}` }));
}

function parameterValues(rule: Rule, options: JudgeOptions): ParameterValues<Parameters> {
  const set = options.parameters?.[rule.id] ?? {};
  return Object.fromEntries(
    Object.entries(rule.parameters ?? {}).map(([name, { default: fallback }]) => [
      name,
      set[name] ?? fallback,
    ]),
  ) as ParameterValues<Parameters>;
}
