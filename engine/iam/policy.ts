import { UnreadableValueError } from '../verdict.ts';
import { certain, type Reading, reading } from './reading.ts';

/** A list of patterns, or with `negated` everything but them. One that cannot be read stands in its place. */
export interface Patterns {
  readonly negated: boolean;
  readonly patterns: readonly Reading<string>[];
}

/** `everyone` for `*`, `everyone but some` for a NotPrincipal. */
export type Principals =
  | 'everyone'
  | 'everyone but some'
  | Readonly<Partial<Record<PrincipalKind, readonly Reading<string>[]>>>;

type PrincipalKind = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** Operator → condition key in lower case → its values as texts. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly Reading<string>[]>>>>;

/** One statement; each part is read for itself, so that one that cannot be read hides nothing else. */
export interface Statement {
  /** `Policies[0].PolicyDocument.Statement[1]` */
  readonly path: string;
  readonly effect: Reading<'Allow' | 'Deny'>;
  readonly actions: Reading<Patterns>;
  readonly resources: Reading<Patterns>;
  readonly principals: Reading<Principals>;
  /** Undefined: none. */
  readonly condition: Reading<Condition | undefined>;
  /** The AWS managed policy that it stands for, where that is known by name. */
  readonly policyArn?: string;
}

/** The statements of a policy, those that cannot be read at all in their places. */
export type Policy = readonly Reading<Statement>[];

/**
 * Reads a policy document from untrusted JSON: an object or its text, `Statement` a list or one object, each
 * element a text or a list of texts. Members that a guarded tree refuses are kept as unreadable.
 * @throws UnreadableValueError with the path if it is no policy document at all.
 */
export function parsePolicy(document: unknown, path: string): Policy {
  const root = objectAt(typeof document === 'string' ? parseJson(document, path) : document, path);
  const statements = root.Statement;
  const at = `${path}.Statement`;
  if (!Array.isArray(statements)) return [reading(() => parseStatement(statements, at))];
  return byIndex(statements, (index) => parseStatement(statements[index], `${at}[${index}]`));
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableValueError(`${path}: not a JSON policy document`, { cause });
  }
}

function parseStatement(value: unknown, path: string): Statement {
  const statement = objectAt(value, path);
  return {
    path,
    effect: reading(() => effectOf(statement.Effect, `${path}.Effect`)),
    actions: reading(() => patternsOf(statement, 'Action', path)),
    resources: reading(() => patternsOf(statement, 'Resource', path)),
    principals: reading(() => principalsOf(statement, path)),
    condition: reading(() => conditionOf(statement.Condition, `${path}.Condition`)),
  };
}

type Tree = Readonly<Record<string, unknown>>;

function objectAt(value: unknown, path: string): Tree {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Tree;
  throw new UnreadableValueError(`${path}: expected an object, found ${kindOf(value)}`);
}

function textAt(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw new UnreadableValueError(`${path}: expected text, found ${kindOf(value)}`);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function effectOf(value: unknown, path: string): 'Allow' | 'Deny' {
  if (value === 'Allow' || value === 'Deny') return value;
  throw new UnreadableValueError(`${path}: expected Allow or Deny`);
}

/** A text is a list of one. Each element is read for itself. */
function textsAt(value: unknown, path: string): readonly Reading<string>[] {
  if (!Array.isArray(value)) return [{ value: textAt(value, path) }];
  return byIndex(value, (index) => textAt(value[index], `${path}[${index}]`));
}

/** By index, because an unknown element throws as it is touched. */
function byIndex<T>(list: readonly unknown[], read: (index: number) => T): readonly Reading<T>[] {
  return Array.from({ length: list.length }, (_, index) => reading(() => read(index)));
}

function patternsOf(statement: Tree, name: 'Action' | 'Resource', path: string): Patterns {
  const negated = `Not${name}`;
  const isNegated = Object.hasOwn(statement, negated);
  if (isNegated === Object.hasOwn(statement, name)) {
    throw new UnreadableValueError(`${path}: expected either ${name} or ${negated}`);
  }
  const member = isNegated ? negated : name;
  return { negated: isNegated, patterns: textsAt(statement[member], `${path}.${member}`) };
}

function principalsOf(statement: Tree, path: string): Principals {
  if (Object.hasOwn(statement, 'NotPrincipal')) return 'everyone but some';
  const principal = statement.Principal;
  if (principal === '*') return 'everyone';
  const kinds = objectAt(principal, `${path}.Principal`);
  const principals: Partial<Record<PrincipalKind, readonly Reading<string>[]>> = {};
  for (const kind of ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const) {
    if (!Object.hasOwn(kinds, kind)) continue;
    const texts = reading(() => textsAt(kinds[kind], `${path}.Principal.${kind}`));
    principals[kind] = 'unreadable' in texts ? [texts] : texts.value;
  }
  return principals;
}

function conditionOf(value: unknown, path: string): Condition | undefined {
  if (value === undefined || value === null) return undefined;
  const operators = Object.keys(objectAt(value, path)).map((operator) => {
    const keys = objectAt((value as Tree)[operator], `${path}.${operator}`);
    const entries = Object.keys(keys).map(
      (key) => [key.toLowerCase(), conditionValues(keys, key, `${path}.${operator}`)] as const,
    );
    return [operator, Object.fromEntries(entries)] as const;
  });
  return operators.length === 0 ? undefined : Object.fromEntries(operators);
}

/** Values may be booleans and numbers as well; all are compared as text. */
function conditionValues(keys: Tree, key: string, path: string): readonly Reading<string>[] {
  const scalar = (value: unknown, at: string): string =>
    typeof value === 'boolean' || typeof value === 'number' ? String(value) : textAt(value, at);
  const values = reading(() => {
    const value = keys[key];
    const at = `${path}.${key}`;
    if (!Array.isArray(value)) return [{ value: scalar(value, at) }];
    return byIndex(value, (index) => scalar(value[index], `${at}[${index}]`));
  });
  return 'unreadable' in values ? [values] : values.value;
}

/** All that can be read of a policy whose document could not be: nothing, and why. */
export const unreadablePolicy = (because: string): Policy => [{ unreadable: because }];

/** Reads a document that may itself be out of reach. */
export function readPolicy(read: () => unknown, path: string): Policy {
  const policy = reading(() => parsePolicy(read(), path));
  return 'unreadable' in policy ? unreadablePolicy(policy.unreadable) : certain(policy);
}
