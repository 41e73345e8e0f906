import * as z from 'zod/mini';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import { findingId } from '../finding-id.ts';
import {
  isTail,
  LOOKUP_SCHEMA,
  type Lookup,
  type LookupGroup,
  nameOf,
  resourceOf,
  rulesOf,
} from './lookup.ts';
import { parseObject } from './segment.ts';

// Apart from lookup.ts: whoever writes a lookup pays for no validator.

/** What records are looked for; a record must have all that is given. */
export interface Wanted {
  /** `assay/<64 hex digits>`, as Security Hub has it. */
  readonly finding?: string;
  /** An ARN, an id, or the last part of an ARN, in whatever case. */
  readonly resource?: string;
  /** Any of these. */
  readonly rules?: ReadonlySet<string>;
  /** Any of these: `evaluation`, or a kind of notice. */
  readonly kinds?: ReadonlySet<string>;
}

const places = z.array(z.int().check(z.nonnegative()));

const schema = z.object({
  schema: z.literal(LOOKUP_SCHEMA),
  account: z.string(),
  region: z.string(),
  seal: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  oldest: z.string(),
  segments: z.object({ first: z.int(), counts: places }),
  records: z.object({ first: z.int() }),
  rules: z.array(z.string()),
  sets: z.array(places),
  resources: z.array(
    z.object({
      type: z.string(),
      account: z.optional(z.nullable(z.string())),
      region: z.optional(z.nullable(z.string())),
      prefix: z.string(),
      names: z.record(z.string(), z.array(places)),
      ids: z.optional(z.record(z.string(), z.array(z.string()))),
    }),
  ),
  notices: z.record(z.string(), places),
});

/** Undefined if it is none that can be used: then the records themselves tell. */
export function parseLookup(bytes: Uint8Array): Lookup | undefined {
  const parsed = schema.safeParse(parseObject(Buffer.from(bytes).toString()));
  return parsed.success ? (parsed.data as Lookup) : undefined;
}

/** Sequences of the records that may be wanted, in order; each is to be read and asked. */
export function sequencesOf(lookup: Lookup, wanted: Wanted): readonly number[] {
  const count = lookup.segments.counts.reduce((sum, each) => sum + each, 0);
  const found = isAboutResources(wanted) ? aboutResources(lookup, wanted) : ofKinds(lookup, wanted, count);
  const inside = [...new Set(found)].filter((place) => place < count);
  return inside.sort((a, b) => a - b).map((place) => lookup.records.first + place);
}

const isAboutResources = ({ finding, resource, rules }: Wanted): boolean =>
  finding !== undefined || resource !== undefined || rules !== undefined;

function ofKinds({ notices }: Lookup, { kinds }: Wanted, count: number): number[] {
  const all = Array.from({ length: count }, (_, place) => place);
  if (!kinds) return all;
  const noticed = new Set(Object.values(notices).flat());
  const evaluations = kinds.has('evaluation') ? all.filter((place) => !noticed.has(place)) : [];
  return [...evaluations, ...[...kinds].flatMap((kind) => notices[kind] ?? [])];
}

function* aboutResources(lookup: Lookup, wanted: Wanted): Generator<number> {
  for (const group of lookup.resources) {
    for (const [rest, seen] of Object.entries(group.names)) {
      if (!isNamed(group, rest, wanted)) continue;
      for (const [set = 0, ...found] of seen) {
        const rules = (lookup.sets[set] ?? []).map((place) => lookup.rules[place] ?? '');
        if (haveRule(rules, refOf(lookup, group, rest), wanted)) yield* found;
      }
    }
  }
}

function isNamed({ prefix, ids }: LookupGroup, rest: string, { resource }: Wanted): boolean {
  if (resource === undefined) return true;
  const name = `${prefix}${rest}`;
  return isCalled(name, resource) || (ids?.[rest]?.some((id) => isSame(id, resource)) ?? false);
}

/** The other way round: an ARN was given of what has none of AWS's. */
const isCalled = (name: string, wanted: string): boolean => isTail(name, wanted) || isTail(wanted, name);

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const refOf = (lookup: Lookup, { type, account, region, prefix }: LookupGroup, rest: string): JsonObject => ({
  type,
  id: `${prefix}${rest}`,
  account: account === undefined ? lookup.account : account,
  region: region === undefined ? lookup.region : region,
});

function haveRule(rules: readonly string[], ref: JsonObject, wanted: Wanted): boolean {
  const { finding, rules: named } = wanted;
  const asked = named ? rules.filter((rule) => named.has(rule)) : rules;
  if (finding !== undefined)
    return asked.some((rule) => findingId(rule, ref as unknown as ResourceRef) === finding);
  return named === undefined || asked.length > 0;
}

/** Asked of the record itself: a lookup is derived, and anyone may have put it there. */
export function isWanted(record: JsonObject, wanted: Wanted): boolean {
  if (wanted.kinds && !wanted.kinds.has(String(record['kind']))) return false;
  if (!isAboutResources(wanted)) return true;
  const resource = resourceOf(record);
  if (!resource) return false;
  const name = nameOf(resource);
  const { resource: called } = wanted;
  // An ARN is the name itself, or one of ours that ends with it.
  const isIt = called === undefined || isCalled(name, called) || isSame(String(resource['id']), called);
  return isIt && haveRule(rulesOf(record), { ...resource, id: name, arn: undefined }, wanted);
}
