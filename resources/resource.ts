/** JSON as every door hands it in. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * Which thing: the first noun. Partition, account and Region are null where the source does not say
 * (a template has none of them); they are never guessed.
 */
export interface ResourceRef<T extends string = string> {
  readonly type: T;
  /**
   * The name or id that its API takes, a logical id, a plan address, or the id of a singleton. Not a key where there
   * is an ARN: SageMaker's ARNs lower-case the name.
   */
  readonly id: string;
  /** True where `id` is a display name or half an identifier: all that a failed or a redacted call tells. */
  readonly nameOnly?: true;
  readonly arn?: string;
  /** True where AWS has no ARN for it and `arn` is of our own making. */
  readonly synthetic?: true;
  readonly partition: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** Identifiers from the same call that lead to it: the agent of an alias, the knowledge base of a data source. */
  readonly parent?: Readonly<Record<string, string>>;
}

/** Where the properties come from; a verdict about a template says nothing about the account. */
export type ResourceSource = 'live' | 'event' | 'state' | 'template' | 'plan';

/**
 * A value that exists but cannot be known here (known only after apply, an import from another stack,
 * access denied). It stands in the tree in place of the value, as plain JSON, so that evidence can keep it.
 */
export type UnknownValue = { readonly $unknown: string };

export const unknown = (because: string): UnknownValue => ({ $unknown: because });

export function isUnknown(value: unknown): value is UnknownValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<UnknownValue>).$unknown === 'string'
  );
}

/** What it is: the second noun. `properties` are CloudFormation-shaped, null never stands for a value. */
export interface Resource<T extends string = string> extends ResourceRef<T> {
  /** Why its properties could not be read; then they are empty, and no rule may take that for absence. */
  readonly unreadable?: string;
  readonly source: ResourceSource;
  readonly properties: JsonObject;
  /** The file it stands in, as the user named it; templates and plans only. */
  readonly file?: string;
  /** Creation time of the incarnation, ISO 8601, where the API tells: a re-created namesake is another resource. */
  readonly createdAt?: string;
  /** Interval of the read, ISO 8601: [before the first request, after the last answer]. */
  readonly read?: readonly [string, string];
}

/** Every member optional at every depth: a live read, a plan and a template may each lack even required ones. */
export type Known<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends readonly (infer E)[]
    ? readonly Known<E>[]
    : T extends object
      ? { readonly [K in keyof T]?: Known<T[K]> | undefined }
      : T;
