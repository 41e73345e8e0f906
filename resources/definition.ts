import type { Json } from './resource.ts';
import type { FromShape, Shape, TypeShape } from './shape.ts';

/** A property that names another resource; `path` uses dots and `[]` for each element. */
export interface Reference {
  readonly path: string;
  readonly type: string;
}

/** How a Terraform resource type spells this one: its argument → our property. */
export interface TerraformMapping {
  readonly type: string;
  /**
   * Argument path → property path, for what plain camel-casing gets wrong. A block is a list in a plan:
   * `vpc_config[].subnets` → `VpcConfig.Subnets` takes its first element.
   */
  readonly properties: Readonly<Record<string, string>>;
  /** Values spelt otherwise: property path → Terraform's value → CloudFormation's, null for one that is not set. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>;
  /** What the provider asks AWS for where an argument is null, if it is not CloudFormation's default: property path → value. */
  readonly whereNull?: Readonly<Record<string, string | number | boolean>>;
  /**
   * Arguments that a plan leaves open where nobody sets them, because the provider reads them back: not set, to
   * CloudFormation. Of a block, a dynamic one of unknown number looks the same: only of those that hardly anybody writes.
   */
  readonly computed?: readonly string[] | 'all';
}

/** A resource that says something about another: an inline policy about its role, a public access block about its bucket. */
export interface Attachment {
  /** Type of the resource it belongs to. */
  readonly to: string;
  /** Property that names it; `[]` for a list. */
  readonly by: string;
  /** Property of the target that receives it. */
  readonly as: string;
  /** `append` to a list, `set` as the value. */
  readonly how: 'append' | 'set';
  /** What is received: an object of these properties of the attachment, the value of one, or its own reference. */
  readonly what: 'reference' | { readonly value: string } | readonly string[];
}

export type Change = 'create' | 'update' | 'delete' | 'tag';

/**
 * An event that the generated table lacks or has wrong. Paths start with `requestParameters.` or
 * `responseElements.`; arn, id and name are tried in this order, each path in its own.
 */
export interface EventRule {
  readonly source: string;
  readonly names: readonly string[];
  readonly change: Change;
  readonly arn?: readonly string[];
  readonly id?: readonly string[];
  readonly parents?: Readonly<Record<string, string>>;
}

/** A service's own EventBridge event about the resource. */
export interface StateEvent {
  readonly detailType: string;
  /** Member of `detail` that holds the ARN; the envelope's `resources` are tried after it. */
  readonly arn: string;
  /** The detail is the whole configuration; first letters are raised where the service writes camelCase. */
  readonly whole?: true;
  /** Members that no published event of the service carries: left out, they are unknown, and not absent. */
  readonly mayOmit?: readonly string[];
}

/** What the house knows about one AWS resource type. One file a type; shared code asks, and never branches on a type. */
export interface ResourceDefinition<
  T extends string = string,
  R extends Readonly<Record<string, Shape>> = Readonly<Record<string, Shape>>,
  S extends TypeShape = TypeShape,
> {
  readonly type: T;
  /** IAM service prefix. */
  readonly service: string;
  /** AI resource (judged for itself) or one that is judged only where AI uses it. */
  readonly role: 'ai' | 'supporting';
  /** CloudFormation knows no such type: the name is ours. */
  readonly ours?: true;
  /** The run-time shape of a type of ours; its TypeScript type follows from it. */
  readonly shape?: S;
  /** Exactly one per account and Region: the kebab-case first part of its id `<singleton>/<region>`. */
  readonly singleton?: string;
  /** `arn:${Partition}:…:${Name}`, the last placeholder for the id; absent where no ARN exists. */
  readonly arnPattern?: string;
  /** Its ARN contains a path that its name does not tell: no ARN is made from a name. */
  readonly arnHasPath?: true;
  /** The id (or ARN) that a piece of text names: an ARN, a URI, a bare name; undefined if it names no such resource. */
  readonly idFrom?: (text: string) => string | undefined;
  /** Properties that hold its physical name in a template. */
  readonly names?: readonly string[];
  readonly references?: readonly Reference[];
  readonly attaches?: Attachment;
  /** Members that the API has and CloudFormation has not: read live, unknown in a template. */
  readonly readOnly?: R;
  /** Read-only members that are certain of whatever a template declares: a key of one's own is a customer's key. */
  readonly declared?: Readonly<Record<string, Json>>;
  /** Attributes that are certain before it is there: the version of a guardrail itself is its draft. */
  readonly constants?: Readonly<Record<string, string>>;
  /** It leads on to another resource: an alias to its key. */
  readonly standsFor?: { readonly type: string; readonly by: string };
  readonly terraform?: readonly TerraformMapping[];
  /**
   * Events whose request carries the whole configuration under API names that are CloudFormation's but for the
   * case of the first letter (`SageMaker and Lex bodies are full`): eventName → member of the request, '' for all.
   */
  readonly wholeInRequest?: Readonly<Record<string, string>>;
  /** Hand corrections and additions to the generated event table; they win over it. */
  readonly events?: readonly EventRule[];
  readonly stateEvents?: readonly StateEvent[];
}

type NoMembers = Readonly<Record<never, never>>;

/** The members that a definition adds to what CloudFormation has: its own shape and its read-only ones. */
export type DeclaredProperties<D> =
  D extends ResourceDefinition<string, infer R, infer S>
    ? (TypeShape extends S ? unknown : FromShape<S['members']>) & FromShape<R>
    : never;

export function defineResource<
  const T extends string,
  const R extends Readonly<Record<string, Shape>> = NoMembers,
  const S extends TypeShape = TypeShape,
>(definition: ResourceDefinition<T, R, S>): ResourceDefinition<T, R, S> {
  return Object.freeze(definition);
}
