import { pathText } from '../../engine/guard.ts';
import type { Example } from '../../engine/rule.ts';
import type { Json, JsonObject } from '../../resources/resource.ts';

type Path = readonly (string | number)[];

/** One value of an example, at whatever depth, and the example without it or with another one in its place. */
export interface Spot {
  /** `Containers[].Image`; of what a reference leads to, `related.KeyManager`. */
  readonly path: string;
  readonly value: Json;
  readonly without: Example;
  holding(value: Json): Example;
}

/** Every value that an example holds, in its own properties and in those around it. */
export function spotsOf(example: Example): Spot[] {
  const own = spotsIn(example.properties, '', (properties) => ({ ...example, properties }));
  const around = Object.entries(example.related ?? {}).flatMap(([reference, properties]) =>
    spotsIn(properties, 'related.', (changed) => ({
      ...example,
      related: { ...example.related, [reference]: changed },
    })),
  );
  return [...own, ...around];
}

type Properties = Example['properties'];

function spotsIn(whole: Properties, prefix: string, exampleOf: (changed: Properties) => Example): Spot[] {
  return pathsIn(whole).map(
    ({ path, value }): Spot => ({
      path: prefix + pathText(path).replaceAll(/\[\d+\]/g, '[]'),
      value,
      without: exampleOf(changed(whole, path, undefined) as Properties),
      holding: (other) => exampleOf(changed(whole, path, other) as Properties),
    }),
  );
}

function pathsIn(whole: Json | undefined): { readonly path: Path; readonly value: Json }[] {
  if (typeof whole !== 'object' || whole === null) return [];
  const keys: readonly (string | number)[] = Array.isArray(whole) ? [...whole.keys()] : Object.keys(whole);
  return keys.flatMap((key) => {
    const value: Json | undefined = Reflect.get(whole, key);
    if (value === undefined) return [];
    const below = pathsIn(value).map((spot) => ({ ...spot, path: [key, ...spot.path] }));
    return [{ path: [key], value }, ...below];
  });
}

/** A copy with another value at the path, or with none. */
function changed(whole: Json, [key, ...rest]: Path, value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  const inner = (): Json => changed(Reflect.get(Object(whole), key), rest, value);
  const isRemoved = rest.length === 0 && value === undefined;
  if (Array.isArray(whole)) {
    const list: readonly Json[] = whole;
    return isRemoved ? list.toSpliced(Number(key), 1) : list.with(Number(key), inner());
  }
  const { [key]: _, ...others } = whole as JsonObject;
  return isRemoved ? others : { ...others, [key]: inner() };
}
