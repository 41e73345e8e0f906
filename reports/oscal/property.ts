import type { JsonObject } from '../../resources/resource.ts';
import { line } from './text.ts';

/** Whose words our properties' names are; with an authority, since some readers take no other URI. */
const NAMESPACE = 'assay://oscal';

type Value = string | number | boolean | null | undefined;

/** Properties of our own, one a member; those that are null or undefined are left out. */
export function properties(values: Readonly<Record<string, Value>>): JsonObject[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [property(name, value)],
  );
}

export const property = (name: string, value: string | number | boolean): JsonObject => ({
  name,
  ns: NAMESPACE,
  value: line(String(value)),
});

/** OSCAL has no empty lists: undefined leaves the member out. */
export const unlessEmpty = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length > 0 ? list : undefined;

/** An instant as OSCAL takes it, undefined where the text is none. */
export function instant(text: string | null): string | undefined {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The last second of a day, YYYY-MM-DD, in UTC. */
export const endOfDay = (day: string): string | undefined => instant(`${day}T23:59:59Z`);
