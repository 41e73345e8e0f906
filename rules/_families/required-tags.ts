import { compliant, each, nonCompliant, type Parameters, type Verdict } from '../../engine/rule.ts';

/** The setting that all rules on tags have. */
export const requiredTagParameters = {
  requiredTagKeys: {
    kind: 'strings',
    description: 'Keys of tags that it must have; with none, any tag of your own will do',
    default: [],
  },
} as const satisfies Parameters;

/** As CloudFormation has tags: a list for most types, a map for some. */
type Tags =
  | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
  | Readonly<Record<string, string | undefined>>
  | undefined;

/** Tags of the customer's own; AWS sets those that begin with `aws:`. */
function ownTagKeys(tags: Tags): readonly string[] {
  const pairs = isList(tags)
    ? tags.map(({ Key, Value }) => [Key, Value] as const)
    : Object.entries(tags ?? {});
  // One whose value is not there is none.
  return pairs.flatMap(([key = 'aws:', value]) =>
    key.startsWith('aws:') || value === undefined ? [] : [key],
  );
}

const isList = (tags: Tags): tags is Extract<Tags, readonly unknown[]> => Array.isArray(tags);

/** It has a tag for every key, or any at all where no key is required. */
export function hasTags(
  tags: Tags,
  { requiredTagKeys }: { readonly requiredTagKeys: readonly string[] },
): Verdict {
  const actual = ownTagKeys(tags);
  if (requiredTagKeys.length > 0) {
    return each(requiredTagKeys, (Key) =>
      actual.includes(Key) ? undefined : { path: 'Tags', expected: { Key }, actual: [...actual] },
    );
  }
  return actual.length > 0
    ? compliant
    : nonCompliant({ path: 'Tags', expected: 'a tag of your own', actual: null });
}
