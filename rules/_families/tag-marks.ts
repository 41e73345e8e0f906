/** As CloudFormation has tags: a list for most types, a map for some. */
type Tags =
  | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
  | Readonly<Record<string, string | undefined>>
  | undefined;

/** Whether a tag stands among the marks that the user set, each a key, or key=value. */
export function isMarked(tags: Tags, marks: readonly string[]): boolean {
  const isMark = (key: string | undefined, value: string | undefined): boolean =>
    // One whose value is not there is none.
    key !== undefined && value !== undefined && (marks.includes(key) || marks.includes(`${key}=${value}`));
  return isList(tags)
    ? tags.some(({ Key, Value }) => isMark(Key, Value))
    : Object.entries(tags ?? {}).some(([key, value]) => isMark(key, value));
}

const isList = (tags: Tags): tags is Extract<Tags, readonly unknown[]> => Array.isArray(tags);
