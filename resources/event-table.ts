import type { Change, EventRule } from './definition.ts';
import { definitions } from './index.ts';
import type { Path } from './json-path.ts';
import { path } from './json-path.ts';
import { entryOf, type KnownType, knownTypeOf } from './known-types.ts';
import { eventTable, stateEventTable } from './locate.generated.ts';

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

/** Sources of which every type is an AI type: a write of theirs that nothing here knows is worth a word. */
export const aiSources: ReadonlySet<string> = new Set(
  Object.keys(eventTable).filter((source) => !/^(?:iam|glue|organizations)\./.test(source)),
);

const rules = new Map<string, readonly (readonly [type: string, rule: EventRule])[]>();
for (const { type, events = [] } of definitions) {
  for (const rule of events) {
    for (const name of rule.names) {
      const key = `${rule.source}:${name}`;
      rules.set(key, [...(rules.get(key) ?? []), [type, rule]]);
    }
  }
}

function ruled(typeName: string, rule: EventRule): Concern | undefined {
  const type = knownTypeOf(typeName);
  if (type === undefined) return undefined;
  const candidates = [
    ...(rule.arn ?? []).map((text) => ({ kind: 'arn' as const, path: path(text) })),
    ...(rule.id ?? []).map((text) => ({ kind: 'id' as const, path: path(text) })),
  ];
  const parents = Object.entries(rule.parents ?? {}).map(([name, text]) => [name, path(text)] as const);
  return { type, change: rule.change, candidates, parents };
}

const compiled = new Map<string, readonly Concern[]>();

/** What an event of this source and name concerns; a definition's own rules win over the table's. */
export function concernsOf(source: string, name: string): readonly Concern[] | undefined {
  const key = `${source}:${name}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const entries = entryOf(entryOf(eventTable, source) ?? {}, name);
  const defined = rules.get(key);
  if (entries === undefined && defined === undefined) return undefined;
  const definedTypes = new Set(defined?.map(([type]) => type));
  const derived = (entries ?? []).map(concern).filter((each) => each && !definedTypes.has(each.type.type));
  const all = [...(defined ?? []).map(([type, rule]) => ruled(type, rule)), ...derived].filter(
    (each) => each !== undefined,
  );
  compiled.set(key, all);
  return all;
}

function concern(entry: string): Concern | undefined {
  const [name = '', change, candidates, parents, condition] = entry.split('|');
  const type = knownTypeOf(name);
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

const states = new Map<string, { readonly type: string; readonly arn: string }[]>();
for (const [detailType, type, arn] of [...ownStateEvents, ...stateEventTable]) {
  states.set(detailType, [...(states.get(detailType) ?? []), { type, arn }]);
}

/** Detail-type of a native event → the types it speaks of and where their ARN stands. */
export const stateConcerns: ReadonlyMap<string, readonly { readonly type: string; readonly arn: string }[]> =
  states;
