import type { ResourceDefinition } from '../resources/definition.ts';
import { isUnknown, type Json, type Resource } from '../resources/resource.ts';
import type { TypeShape } from '../resources/shape.ts';
import { alone, contextFor, looksAround, type Surroundings } from './context.ts';
import { plainVerdict } from './plain.ts';
import { readable } from './readable.ts';
import type { JudgedResource, Parameters, ParameterValues, Rule, RuleContext } from './rule.ts';
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
  /** With `onRead`: told of every list and object that a rule takes hold of, by the same paths. */
  readonly onEnter?: (rule: Rule, path: string) => void;
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

/** A rule as it is to be asked: with its parameters, and with its context if that is the same for all resources. */
interface Asked {
  readonly rule: Rule;
  readonly values: ParameterValues<Parameters>;
  readonly context: RuleContext | undefined;
}

export function createJudge(options: JudgeOptions): Judge {
  const byType = groupByType(options.rules);
  const cache = new Map<string, readonly Asked[]>();

  function askedFor(type: string): readonly Asked[] {
    let rules = cache.get(type);
    if (!rules) {
      const universal = options.isAiType(type) ? (byType.get('*') ?? []) : [];
      // Not before: what a rule needs is asked of the few whose type occurs.
      rules = [...(byType.get(type) ?? []), ...universal].map((rule) => asked(rule, options));
      cache.set(type, rules);
    }
    return rules;
  }

  return {
    rulesFor: (type) => askedFor(type).map(({ rule }) => rule),
    judge(resource, neighbourhood, observer = {}) {
      const rules = askedFor(resource.type);
      if (rules.length === 0) return [];
      const judged = readable(withoutUnknownWhole(resource), options);
      const around: Surroundings = { resource, judged, neighbourhood, options, observer };
      const judgements: Judgement[] = [];
      for (let index = 0; index < rules.length; index += 1) {
        const { rule, values, context } = rules[index] as Asked;
        judgements.push(
          evaluate(
            rule,
            observer.onRead ? observed(judged, rule, { ...observer, onRead: observer.onRead }) : judged,
            context ?? contextFor(rule, around, values),
          ),
        );
      }
      return judgements;
    },
  };
}

function asked(rule: Rule, options: JudgeOptions): Asked {
  const values = parameterValues(rule, options);
  return { rule, values, context: looksAround(rule) ? undefined : alone(values) };
}

/** A macro made it, or an intrinsic: not one property can be told. */
function withoutUnknownWhole(resource: Resource): Resource {
  if (!isUnknown(resource.properties)) return resource;
  return { ...resource, properties: {}, unreadable: resource.properties.$unknown };
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

const observed = (
  judged: JudgedResource,
  rule: Rule,
  { onRead, onEnter }: Observer & { readonly onRead: OnRead },
): JudgedResource => ({
  ...judged,
  properties: traced(judged.properties, {
    onRead: (fact) => onRead(rule, fact),
    onEnter: onEnter && ((path) => onEnter(rule, path)),
  }),
});

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

function parameterValues(rule: Rule, options: JudgeOptions): ParameterValues<Parameters> {
  const set = options.parameters?.[rule.id] ?? {};
  return Object.fromEntries(
    Object.entries(rule.parameters ?? {}).map(([name, { default: fallback }]) => [
      name,
      set[name] ?? fallback,
    ]),
  ) as ParameterValues<Parameters>;
}
