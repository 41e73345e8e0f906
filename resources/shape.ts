/**
 * The run-time twin of a property type, small enough for a Lambda: it lets the engine promise rules that
 * what the type says is what they get, whatever a template, an event or an old state file contained.
 *
 * `string`, `number`, `boolean`, `json` (any JSON, e.g. a policy document); `[shape]` a list;
 * `{ $map: shape }` free keys; `{ $ref: name }` a named definition of the same type; else members by name.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'json'
  | readonly [Shape]
  | { readonly $map: Shape }
  | { readonly $ref: string }
  | { readonly [member: string]: Shape };

/** Members at the top, and the definitions they refer to by `$ref`. */
export interface TypeShape {
  readonly members: { readonly [member: string]: Shape };
  readonly definitions?: { readonly [name: string]: Shape };
}

/** The TypeScript type of a shape without `$ref`: hand-written types are declared once, as data. */
export type FromShape<S> = S extends 'string'
  ? string
  : S extends 'number'
    ? number
    : S extends 'boolean'
      ? boolean
      : S extends 'json'
        ? unknown
        : S extends readonly [infer E]
          ? readonly FromShape<E>[]
          : S extends { readonly $map: infer V }
            ? { readonly [key: string]: FromShape<V> }
            : { readonly [K in keyof S]?: FromShape<S[K]> };
