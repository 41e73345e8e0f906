import type { Json, JsonObject, UnknownValue } from '../../resources/resource.ts';

/** Undecided conditions carry their reason. */
export type Truth = boolean | UnknownValue;

/** What the sections of a template give to the resolution of one value. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, Json>;
  /** The type of a resource; undefined for a name that is none. */
  readonly typeOf: (logicalId: string) => string | undefined;
  /** An attribute that every resource of the type has alike. */
  readonly constantOf: (type: string, attribute: string) => string | undefined;
  readonly mappings: JsonObject;
  readonly conditionNamed: (name: string) => Truth;
  /** Its Condition is false: nothing may refer to it. */
  readonly isLeftOut: (logicalId: string) => boolean;
}

const PSEUDO = new Set(
  ['AccountId', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map((name) => `AWS::${name}`),
);

export const isPseudoParameter = (name: string): boolean => PSEUDO.has(name);

/** Whether a literal `${token}` would be taken for a reference later on. */
export const isReferenceIn =
  ({ typeOf, parameters }: Pick<Scope, 'typeOf' | 'parameters'>) =>
  (token: string): boolean => {
    const [head = ''] = token.split('.', 1);
    return token.startsWith('AWS::') || typeOf(head) !== undefined || parameters.has(head);
  };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member: a template may ask for `constructor`. */
export function member(object: Json | undefined, key: string): Json | undefined {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The same for records of our own, asked with a name out of a file. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
