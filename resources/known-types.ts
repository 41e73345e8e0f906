import type { ArnParts, ArnPattern } from './arn.ts';
import { arnPattern } from './arn.ts';
import type { ResourceDefinition } from './definition.ts';
import { definitions } from './index.ts';
import { arnNamespaces, typeTable } from './locate.generated.ts';

/** What is known about a type in order to name one of it. */
export interface KnownType {
  readonly type: string;
  readonly service: string;
  readonly patterns: readonly ArnPattern[];
  /** Placeholder of the first pattern that is the id; `*` for all of its own; empty without pattern. */
  readonly placeholder: string;
  /** Names in its events identify it; otherwise they are display names. */
  readonly isNamed: boolean;
  /** First part of the id of a singleton. */
  readonly singleton?: string;
  /** The id that a text names, where its definition knows better than the patterns. */
  readonly idFrom: (text: string) => string | undefined;
  /** No ARN can be made from the name. */
  readonly arnHasPath?: true;
}

const definitionOf = new Map(definitions.map((definition) => [definition.type, definition]));

const types = new Map<string, KnownType | undefined>();

/** What is known about a type of that name; made when it is first asked for, as an event is about few of hundreds. */
export function knownTypeOf(name: string): KnownType | undefined {
  const known = types.get(name);
  if (known !== undefined || types.has(name)) return known;
  const type = readType(name);
  types.set(name, type);
  return type;
}

/** The table's word, or that of a definition for what surrounds AI. */
function readType(name: string): KnownType | undefined {
  const definition = definitionOf.get(name);
  const row = rowOf(name);
  if (row === undefined) return definition && definedType(definition);
  const [type, service, patterns, placeholder, named, singleton] = row;
  return {
    type,
    service,
    patterns: patterns.map(arnPattern),
    placeholder,
    isNamed: named === 1,
    ...(singleton === undefined ? {} : { singleton }),
    idFrom: (text) => definition?.idFrom?.(text),
  };
}

const rowOf = (name: string) => rowsOf(name.slice(0, name.lastIndexOf('::'))).find(([type]) => type === name);
const rowsOf = (namespace: string) => entryOf(typeTable, namespace) ?? [];

/** An entry of a table by a name that an event made up: `constructor` is none. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function definedType(definition: ResourceDefinition): KnownType {
  const pattern = definition.arnPattern === undefined ? undefined : arnPattern(definition.arnPattern);
  return {
    type: definition.type,
    service: definition.service,
    patterns: pattern === undefined ? [] : [pattern],
    placeholder: pattern?.placeholders.at(-1) ?? '',
    isNamed: true,
    ...(definition.arnHasPath === true ? { arnHasPath: true } : {}),
    idFrom: (text) => definition.idFrom?.(text),
  };
}

interface TypePattern {
  readonly type: KnownType;
  readonly pattern: ArnPattern;
}

const patternsByService = new Map<string, readonly TypePattern[]>();

/** Patterns of the ARNs of a service, the most specific first. */
function patternsOf(service: string): readonly TypePattern[] {
  const known = patternsByService.get(service);
  if (known !== undefined) return known;
  const inTable = (entryOf(arnNamespaces, service) ?? []).flatMap(rowsOf).map(([type]) => type);
  // What only a definition knows: what surrounds AI.
  const defined = definitions.filter(
    ({ type, arnPattern: text }) => text?.split(':')[2] === service && rowOf(type) === undefined,
  );
  const patterns = [...inTable, ...defined.map(({ type }) => type)]
    .map(knownTypeOf)
    .flatMap((type) => type?.patterns.map((pattern) => ({ type, pattern })) ?? [])
    .filter(({ pattern }) => pattern.service === service)
    .sort((a, b) => b.pattern.literal - a.pattern.literal);
  patternsByService.set(service, patterns);
  return patterns;
}

/** The type whose ARNs look like this: the most specific pattern wins. */
export function typeOfArn(arn: ArnParts): KnownType | undefined {
  const matching = patternsOf(arn.service).flatMap(({ type, pattern }) => {
    const values = pattern.match(arn);
    return values === undefined
      ? []
      : [{ type, deep: Object.values(values).some((value) => /[/:]/.test(value)) }];
  });
  return (matching.find(({ deep }) => !deep) ?? matching[0])?.type;
}
