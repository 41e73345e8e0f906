/** As CloudFormation has tags: a list for most types, a map for some. */
type Tags =
  | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
  | Readonly<Record<string, string | undefined>>
  | undefined;

/** Whether a tag stands among the marks that the user set, each a key, or key=value. */
export const isMarked = (tags: Tags, marks: readonly string[]): boolean =>
  pairsOf(tags).some(([key, value]) => marks.includes(key) || marks.includes(`${key}=${value}`));

function pairsOf(tags: Tags): readonly (readonly [string, string])[] {
  const pairs = isList(tags)
    ? tags.map(({ Key, Value }) => [Key, Value] as const)
    : Object.entries(tags ?? {});
  // One whose value is not there is none.
  return pairs.flatMap(([key, value]) => (key === undefined || value === undefined ? [] : [[key, value]]));
}

const isList = (tags: Tags): tags is Extract<Tags, readonly unknown[]> => Array.isArray(tags);
