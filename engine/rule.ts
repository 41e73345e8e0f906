import type { ControlId } from '../frameworks/index.ts';
import type { ResourceProperties, ResourceType } from '../resources/index.ts';
import type { Json, Known, Resource } from '../resources/resource.ts';
import type { Verdict } from './verdict.ts';

export {
  all,
  compliant,
  each,
  insufficientData,
  nonCompliant,
  notApplicable,
  type Observation,
  some,
  UnreadableValueError,
  type Verdict,
} from './verdict.ts';

export type Severity = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/**
 * They nest: baseline ⊂ sensitive ⊂ regulated. `advisory` stands apart: evaluated only when asked for,
 * never counted against anybody.
 */
export type Profile = 'baseline' | 'sensitive' | 'regulated' | 'advisory';

/** `*`: every AI resource, whatever its type; such a rule reads no properties. */
export type RuleTarget = ResourceType | '*';

export type PropertiesOf<T extends RuleTarget> = T extends ResourceType
  ? Known<ResourceProperties[T]>
  : Readonly<Record<string, never>>;

/** A reference that a rule follows: the property that holds it, and what it names. */
export interface Need<T extends ResourceType = ResourceType> {
  readonly path: string;
  readonly type: T;
}

export type Needs = Readonly<Record<string, Need>>;

/** One reference, followed. */
export interface Related<T extends ResourceType = ResourceType> {
  /** As it stands in the property. */
  readonly reference: string;
  /** Its properties; throws UnreadableValueError when it could not be read. */
  read(): Known<ResourceProperties[T]>;
}

/** Frameworks' control ids that a rule supports: those from a publication with their source, and our own judgement. */
export interface Controls {
  readonly published: Readonly<Partial<Record<ControlId, string>>>;
  readonly judged: readonly ControlId[];
}

/** One setting of a rule; the schema of the user's settings file is made from these. */
export type Parameter =
  | { readonly kind: 'strings'; readonly description: string; readonly default: readonly string[] }
  | { readonly kind: 'number'; readonly description: string; readonly default: number }
  | { readonly kind: 'boolean'; readonly description: string; readonly default: boolean };

export type Parameters = Readonly<Record<string, Parameter>>;

export type ParameterValues<P extends Parameters> = {
  readonly [K in keyof P]: P[K]['kind'] extends 'strings'
    ? readonly string[]
    : P[K]['kind'] extends 'number'
      ? number
      : boolean;
};

/** What a rule is told besides the resource's own properties. */
export interface RuleContext<N extends Needs = Needs, P extends Parameters = Parameters> {
  /** Everything that the reference `name` names, in order; throws UnreadableValueError if the reference itself is unknown. */
  related<K extends keyof N & string>(name: K): readonly Related<N[K]['type']>[];
  /**
   * AI resources that refer to this one, as `Type id`, or the settings' own word that it serves AI.
   * Throws UnreadableValueError when that cannot be known.
   */
  referrers(): readonly string[];
  readonly parameters: ParameterValues<P>;
}

export interface Example {
  readonly name: string;
  readonly properties: { readonly [key: string]: Json };
  /** What `needs` would find: reference → properties. */
  readonly related?: Readonly<Record<string, { readonly [key: string]: Json }>>;
  /** AI resources that refer to it; for rules about what surrounds AI. */
  readonly referrers?: readonly string[];
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly region?: string;
}

/** One rule: identity, words, one pure function. See docs for each field in CONTRIBUTING.md. */
export interface Rule<
  T extends RuleTarget = RuleTarget,
  N extends Needs = Needs,
  P extends Parameters = Parameters,
> {
  readonly id: string;
  /** Raised when a verdict could change; stored in evidence. */
  readonly revision: number;
  readonly title: string;
  readonly rationale: string;
  readonly severity: Severity;
  /** The peers' majority, where our severity differs from it. */
  readonly peersSeverity?: Severity;
  readonly profile: Profile;
  readonly resourceType: T;
  readonly needs?: N;
  /** True for what surrounds AI: judged only where an AI resource refers to it. */
  readonly referencedBy?: true;
  readonly parameters?: P;
  readonly controls: Controls;
  readonly guidance: string;
  readonly references: readonly [string, ...string[]];
  readonly aliases?: readonly string[];
  readonly deprecated?: { readonly since: string; readonly replacedBy: string };
  /** Put on it by the settings, never by a rule itself: judged and recorded, and nothing follows from it. */
  readonly shadow?: true;
  readonly examples: {
    readonly compliant: readonly [Example, ...Example[]];
    readonly nonCompliant: readonly [Example, ...Example[]];
  };
  /** Synchronous, total, no clock, no environment, no I/O. A method, so that every Rule<T> is a Rule. */
  evaluate(resource: JudgedResource<T>, context: RuleContext<N, P>): Verdict;
}

/** A resource as a rule sees it: types hold at run time, and reading what cannot be known throws UnreadableValueError. */
export interface JudgedResource<T extends RuleTarget = RuleTarget>
  extends Omit<Resource, 'properties' | 'type'> {
  readonly type: T extends ResourceType ? T : string;
  readonly properties: PropertiesOf<T>;
}

/** Told, and never counted against anybody. */
export const isOnlyTold = ({ profile, shadow }: Pick<Rule, 'profile' | 'shadow'>): boolean =>
  profile === 'advisory' || shadow === true;

export function defineRule<
  const T extends RuleTarget,
  const N extends Needs = Record<never, Need>,
  const P extends Parameters = Record<never, Parameter>,
>(rule: Rule<T, N, P>): Rule<T, N, P> {
  return Object.freeze(rule);
}
