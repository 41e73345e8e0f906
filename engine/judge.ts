import type { ResourceDefinition } from '../resources/definition.ts';
import { type Json, type JsonObject, type Resource, unknown } from '../resources/resource.ts';
import type { TypeShape } from '../resources/shape.ts';
import { type Conformed, conform } from './conform.ts';
import { guard } from './guard.ts';
import { valuesAt } from './path.ts';
import type { JudgedResource, Parameters, ParameterValues, Related, Rule, RuleContext } from './rule.ts';
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

export interface JudgeOptions {
  readonly rules: readonly Rule[];
  readonly shapeOf: (type: string) => TypeShape | undefined;
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  /** AI types, which `*` rules judge. */
  readonly isAiType: (type: string) => boolean;
  /** Rule id → its parameters as the user set them; a missing one has its default. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

export interface Judge {
  /** Every rule's verdict on one resource. Never throws for any properties. */
  judge(resource: Resource, neighbourhood: Neighbourhood): readonly Judgement[];
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
    judge(resource, neighbourhood) {
      const rules = rulesFor(resource.type);
      if (rules.length === 0) return [];
      const judged = readable(resource, options);
      return rules.map((rule) => {
        const context = contextFor({
          rule,
          resource,
          neighbourhood,
          options,
          judged,
          values: parameters.get(rule) ?? {},
        });
        return evaluate(rule, judged, context);
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
  const whole = withReadOnlyMembers(resource, definitionOf(resource.type));
  const { properties, unknowns }: Conformed = conform(whole, shapeOf(resource.type));
  return { ...resource, properties: guard(properties, unknowns) } as JudgedResource;
}

/** What only the account knows is unknown in a template, a plan or an event, and never merely absent. */
function withReadOnlyMembers(resource: Resource, definition: ResourceDefinition | undefined): JsonObject {
  const { source, properties } = resource;
  if (!definition?.readOnly || source === 'live' || source === 'state') return properties;
  const whole: Record<string, Json | undefined> = { ...properties };
  for (const member of Object.keys(definition.readOnly)) {
    whole[member] ??= definition.declared?.[member] ?? unknown('it is known only in the account');
  }
  return whole;
}

function evaluate(rule: Rule, resource: JudgedResource, context: RuleContext): Judgement {
  try {
    return { rule, verdict: rule.evaluate(resource, context) };
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
}

function contextFor(input: ContextInput): RuleContext {
  return {
    parameters: input.values,
    related: (name) => relatedTo(input, name),
    referrers() {
      const referrers = input.neighbourhood.referrers(input.resource);
      if ('unreadable' in referrers) throw new UnreadableValueError(referrers.unreadable);
      return referrers;
    },
  };
}

function relatedTo(
  { rule, resource, neighbourhood, options, judged }: ContextInput,
  name: string,
): Related[] {
  const need = rule.needs?.[name];
  if (!need) throw new TypeError(`rule ${rule.id} asks for ${name}, which its needs do not name`);
  // Read from the guarded tree: a reference that is unknown must throw, not look absent.
  const references = valuesAt(judged.properties as JsonObject, need.path);
  return references
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((reference) => ({
      reference,
      read() {
        const followed = neighbourhood.follow(reference, need.type, resource);
        if ('unreadable' in followed) throw new UnreadableValueError(followed.unreadable);
        return readable(followed.resource, options).properties;
      },
    }));
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
