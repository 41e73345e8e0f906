import type { Json, JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Shard } from './layout.ts';
import type { Seal } from './seal.ts';

export const LOOKUP_SCHEMA = 'assay.lookup/1';

/**
 * What the records under one seal are about: derived from them, so that anyone can make it again. Places are counted
 * from the first record of the seal, from 0.
 */
export interface Lookup extends Shard {
  readonly schema: typeof LOOKUP_SCHEMA;
  readonly seal: number;
  /** ISO 8601, as the seal says. */
  readonly from: string;
  readonly to: string;
  /** `recordedAt` of the earliest record: what waits in a queue is stored later. */
  readonly oldest: string;
  /** Number of the first, and how many records each holds. */
  readonly segments: { readonly first: number; readonly counts: readonly number[] };
  /** Sequence of the first. */
  readonly records: { readonly first: number };
  readonly rules: readonly string[];
  /** Rules that judged together, each by its place in `rules`; none for a resource that was deleted. */
  readonly sets: readonly (readonly number[])[];
  readonly resources: readonly LookupGroup[];
  /** Kind of notice → places. */
  readonly notices: Readonly<Record<string, readonly number[]>>;
}

/** Resources of one type; account and Region where they are not the shard's. */
export interface LookupGroup {
  readonly type: string;
  readonly account?: string | null;
  readonly region?: string | null;
  /** What all names begin with. */
  readonly prefix: string;
  /** Rest of the name (an ARN, or an id where there is none) → for each set its place in `sets`, then its records'. */
  readonly names: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Ids that the name does not end with. */
  readonly ids?: Readonly<Record<string, readonly string[]>>;
}

export interface LookupBuilder {
  /** All records of the seal, in sequence. */
  add(record: JsonObject, sequence: number): void;
  /** The file, once all are in: canonical JSON. */
  bytes(counts: readonly number[]): Uint8Array;
}

interface Group {
  readonly type: string;
  readonly elsewhere: { account?: string | null; region?: string | null };
  readonly names: Map<string, Map<number, number[]>>;
  readonly ids: Map<string, Set<string>>;
}

interface Building {
  readonly seal: Seal;
  oldest: string;
  readonly rules: Map<string, number>;
  /** Rules in a row → place, and their own places. */
  readonly sets: Map<string, { readonly place: number; readonly rules: readonly number[] }>;
  readonly groups: Map<string, Group>;
  readonly notices: Map<string, number[]>;
}

/** Takes in the records under one seal. */
export function lookupBuilder(seal: Seal): LookupBuilder {
  const building: Building = {
    seal,
    oldest: seal.to,
    rules: new Map(),
    sets: new Map(),
    groups: new Map(),
    notices: new Map(),
  };
  return {
    add: (record, sequence) => add(building, record, sequence - seal.records.first),
    bytes: (counts) => Buffer.from(canonicalJson(lookupOf(building, counts) as unknown as JsonObject)),
  };
}

function add(building: Building, record: JsonObject, place: number): void {
  const { kind, recordedAt } = record;
  if (typeof recordedAt === 'string' && recordedAt < building.oldest) building.oldest = recordedAt;
  if (kind !== 'evaluation') listIn(building.notices, String(kind)).push(place);
  const resource = resourceOf(record);
  if (resource) addResource(building, resource, { set: setOf(building, rulesOf(record)), place });
}

/** What a record is about; undefined for most notices. */
export function resourceOf(record: JsonObject): JsonObject | undefined {
  const held = record['kind'] === 'evaluation' ? record : objectOf(record['detail']);
  const isAbout = record['kind'] === 'evaluation' || record['kind'] === 'deleted';
  const resource = isAbout ? objectOf(held?.['resource']) : undefined;
  return typeof resource?.['type'] === 'string' && typeof resource['id'] === 'string' ? resource : undefined;
}

/** Ids of the rules that judged. */
export function rulesOf(record: JsonObject): readonly string[] {
  const { kind, verdicts } = record;
  if (kind !== 'evaluation' || !Array.isArray(verdicts)) return [];
  return verdicts.flatMap((verdict: Json) => {
    const rule = objectOf(verdict)?.['rule'];
    return typeof rule === 'string' ? [rule] : [];
  });
}

/** The part of a finding's identity that tells one resource of a type from another. */
export function nameOf({ id, arn, synthetic }: JsonObject): string {
  return String(synthetic === true ? id : (arn ?? id));
}

function setOf(building: Building, rules: readonly string[]): number {
  const key = rules.join('\n');
  const known = building.sets.get(key);
  if (known) return known.place;
  const places = rules.map((rule) => {
    const place = building.rules.get(rule) ?? building.rules.size;
    building.rules.set(rule, place);
    return place;
  });
  const place = building.sets.size;
  building.sets.set(key, { place, rules: places });
  return place;
}

interface Seen {
  readonly set: number;
  readonly place: number;
}

function addResource({ seal, groups }: Building, resource: JsonObject, { set, place }: Seen): void {
  const group = groupOf(groups, seal, resource);
  const name = nameOf(resource);
  const sets = group.names.get(name) ?? new Map<number, number[]>();
  group.names.set(name, sets);
  listIn(sets, set).push(place);
  const id = String(resource['id']);
  if (!isTail(name, id)) group.ids.set(name, (group.ids.get(name) ?? new Set()).add(id));
}

function groupOf(groups: Map<string, Group>, seal: Seal, { type, account, region }: JsonObject): Group {
  const key = `${type}\n${account}\n${region}`;
  const known = groups.get(key);
  if (known) return known;
  const elsewhere = {
    ...(account !== seal.account && { account: textOrNull(account) }),
    ...(region !== seal.region && { region: textOrNull(region) }),
  };
  const group: Group = { type: String(type), elsewhere, names: new Map(), ids: new Map() };
  groups.set(key, group);
  return group;
}

/** Does the name end with it, as ARNs do, in whatever case? */
export function isTail(name: string, id: string): boolean {
  if (name.length > id.length && !/[:/]/.test(name.charAt(name.length - id.length - 1))) return false;
  return name.slice(name.length - id.length).toLowerCase() === id.toLowerCase();
}

function lookupOf({ seal, oldest, ...found }: Building, counts: readonly number[]): Lookup {
  const { account, region, number, from, to, segments, records } = seal;
  return {
    schema: LOOKUP_SCHEMA,
    account,
    region,
    seal: number,
    from,
    to,
    oldest,
    segments: { first: segments.first, counts },
    records: { first: records.first },
    rules: [...found.rules.keys()],
    sets: [...found.sets.values()].map(({ rules }) => rules),
    resources: [...found.groups.values()].map(written),
    notices: Object.fromEntries(found.notices),
  };
}

function written({ type, elsewhere, names, ids }: Group): LookupGroup {
  const prefix = commonPrefix([...names.keys()]);
  const rest = (name: string): string => name.slice(prefix.length);
  const seen = [...names].map(([name, sets]) => [
    rest(name),
    [...sets].map(([set, places]) => [set, ...places]),
  ]);
  const other = [...ids].map(([name, all]) => [rest(name), [...all]]);
  return {
    type,
    ...elsewhere,
    prefix,
    names: Object.fromEntries(seen),
    ...(other.length > 0 && { ids: Object.fromEntries(other) }),
  };
}

/** Up to a separator, so that what is left of an ARN is its own. */
function commonPrefix(names: readonly string[]): string {
  let prefix = names[0] ?? '';
  for (const name of names) {
    while (!name.startsWith(prefix)) prefix = prefix.slice(0, -1);
  }
  return prefix.slice(0, Math.max(prefix.lastIndexOf('/'), prefix.lastIndexOf(':')) + 1);
}

function listIn<K>(map: Map<K, number[]>, key: K): number[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

export const objectOf = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
