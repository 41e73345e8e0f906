import type { ArnParts, ArnPattern } from './arn.ts';
import { arnPattern } from './arn.ts';
import type { Change, EventRule, ResourceDefinition } from './definition.ts';
import { definitions } from './index.ts';
import type { Path } from './json-path.ts';
import { path } from './json-path.ts';
import { eventTable, stateEventTable, typeTable } from './locate.generated.ts';

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
  readonly idFrom?: (text: string) => string | undefined;
  /** No ARN can be made from the name. */
  readonly arnHasPath?: true;
}

export interface Candidate {
  readonly kind: 'arn' | 'id' | 'name';
  readonly path: Path;
}

/** One type that an event concerns. */
export interface Concern {
  readonly type: KnownType;
  readonly change: Change;
  readonly candidates: readonly Candidate[];
  readonly parents: readonly (readonly [name: string, path: Path])[];
  readonly condition?: Condition;
}

export type Condition =
  | { readonly kind: 'present' | 'absent'; readonly paths: readonly Path[] }
  | { readonly kind: 'equals'; readonly paths: readonly Path[]; readonly value: string }
  | { readonly kind: 'contains'; readonly value: string };

const definitionOf = new Map(definitions.map((definition) => [definition.type, definition]));

const tableTypes: readonly KnownType[] = typeTable.map(
  ([type, service, patterns, placeholder, named, singleton]) => {
    const idFrom = definitionOf.get(type)?.idFrom;
    return {
      type,
      service,
      patterns: patterns.map(arnPattern),
      placeholder,
      isNamed: named === 1,
      ...(singleton === undefined ? {} : { singleton }),
      ...(idFrom === undefined ? {} : { idFrom }),
    };
  },
);

const inTable = new Set(tableTypes.map((type) => type.type));

/** Types that only a definition knows: what surrounds AI. */
const definedTypes = definitions.filter((definition) => !inTable.has(definition.type)).map(knownType);

function knownType(definition: ResourceDefinition): KnownType {
  const pattern = definition.arnPattern === undefined ? undefined : arnPattern(definition.arnPattern);
  return {
    type: definition.type,
    service: definition.service,
    patterns: pattern === undefined ? [] : [pattern],
    placeholder: pattern?.placeholders.at(-1) ?? '',
    isNamed: true,
    ...(definition.arnHasPath === true ? { arnHasPath: true } : {}),
    ...(definition.idFrom === undefined ? {} : { idFrom: definition.idFrom }),
  };
}

export const knownTypes: ReadonlyMap<string, KnownType> = new Map(
  [...tableTypes, ...definedTypes].map((type) => [type.type, type]),
);

const patternsOfService = groupBy(
  [...knownTypes.values()]
    .flatMap((type) => type.patterns.map((pattern) => ({ type, pattern })))
    .sort((a, b) => b.pattern.literal - a.pattern.literal),
  ({ pattern }) => pattern.service,
);

// Map.groupBy came with Node 21; the command runs on 20.
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The type whose ARNs look like this: the most specific pattern wins. */
export function typeOfArn(arn: ArnParts): KnownType | undefined {
  const patterns = patternsOfService.get(arn.service) ?? [];
  const matching = patterns.flatMap(({ type, pattern }) => {
    const values = pattern.match(arn);
    return values === undefined
      ? []
      : [{ type, deep: Object.values(values).some((value) => /[/:]/.test(value)) }];
  });
  return (matching.find(({ deep }) => !deep) ?? matching[0])?.type;
}

/** Sources of which every type is an AI type: a write of theirs that nothing here knows is worth a word. */
export const aiSources: ReadonlySet<string> = new Set(
  Object.keys(eventTable).filter((source) => !/^(?:iam|glue|organizations)\./.test(source)),
);

const raw = new Map<string, readonly string[]>();
for (const [source, events] of Object.entries(eventTable)) {
  for (const [name, entries] of Object.entries(events)) raw.set(`${source}:${name}`, entries);
}

const rules = new Map<string, Concern[]>();
for (const definition of definitions) {
  for (const rule of definition.events ?? []) {
    for (const name of rule.names) addRule(`${rule.source}:${name}`, definition.type, rule);
  }
}

function addRule(key: string, typeName: string, rule: EventRule): void {
  const type = knownTypes.get(typeName);
  if (type === undefined) return;
  const candidates = [
    ...(rule.arn ?? []).map((text) => ({ kind: 'arn' as const, path: path(text) })),
    ...(rule.id ?? []).map((text) => ({ kind: 'id' as const, path: path(text) })),
  ];
  const parents = Object.entries(rule.parents ?? {}).map(([name, text]) => [name, path(text)] as const);
  rules.set(key, [...(rules.get(key) ?? []), { type, change: rule.change, candidates, parents }]);
}

const compiled = new Map<string, readonly Concern[]>();

/** What an event of this source and name concerns; a definition's own rules win over the table's. */
export function concernsOf(source: string, name: string): readonly Concern[] | undefined {
  const key = `${source}:${name}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const entries = raw.get(key);
  const own = rules.get(key);
  if (entries === undefined && own === undefined) return undefined;
  const ownTypes = new Set(own?.map((concern) => concern.type.type));
  const derived = (entries ?? []).map(concern).filter((c) => c !== undefined && !ownTypes.has(c.type.type));
  const all = [...(own ?? []), ...derived.filter((c) => c !== undefined)];
  compiled.set(key, all);
  return all;
}

function concern(entry: string): Concern | undefined {
  const [index, change, candidates, parents, condition] = entry.split('|');
  const type = tableTypes[Number(index)];
  if (type === undefined || !isChange(change)) return undefined;
  const parsed = conditionOf(condition ?? '');
  return {
    type,
    change,
    candidates: words(candidates).map(candidateOf),
    parents: words(parents).map((word) => {
      const [name, text] = word.split('=');
      return [name ?? '', path(text ?? '')] as const;
    }),
    ...(parsed === undefined ? {} : { condition: parsed }),
  };
}

const words = (text: string | undefined): string[] => (text ? text.split(' ') : []);
const isChange = (text: unknown): text is Change =>
  text === 'create' || text === 'update' || text === 'delete';

function candidateOf(word: string): Candidate {
  const [kind, text] = word.split(':');
  return { kind: kind === 'arn' || kind === 'id' ? kind : 'name', path: path(text ?? '') };
}

function conditionOf(text: string): Condition | undefined {
  const [paths, value] = [text.slice(1).split(':')[0] ?? '', text.slice(text.indexOf(':') + 1)];
  const parsed = paths.split(',').map(path);
  switch (text[0]) {
    case '+':
      return { kind: 'present', paths: parsed };
    case '-':
      return { kind: 'absent', paths: parsed };
    case '=':
      return { kind: 'equals', paths: parsed, value };
    case '~':
      return { kind: 'contains', value: text.slice(1) };
    default:
      return undefined;
  }
}

const ownStateEvents = definitions.flatMap(({ type, stateEvents = [] }) =>
  stateEvents.map(({ detailType, arn }) => [detailType, type, arn] as const),
);

/** Detail-type of a native event → the types it speaks of and where their ARN stands. */
export const stateConcerns: ReadonlyMap<string, readonly { type: KnownType; arn: string }[]> = groupBy(
  [...ownStateEvents, ...stateEventTable].flatMap(([detailType, typeName, arn]) => {
    const type = knownTypes.get(typeName);
    return type === undefined ? [] : [{ detailType, type, arn }];
  }),
  (row) => row.detailType,
);
