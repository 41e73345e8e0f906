import { compliant, insufficientData, nonCompliant, some, type Verdict } from '../../engine/rule.ts';

type Tags = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;

interface Switch {
  readonly path: string;
  /** ENABLED or DISABLED; what the service does where nothing is said is not documented. */
  readonly mode: string | undefined;
  /** Asked only where they matter: tags may be unreadable. */
  readonly tags: () => Tags;
  /** Keys of tags that say: looked at, and meant so. */
  readonly approvalTagKeys: readonly string[];
}

/** It is off, or the resource carries one of the tags that approve it. */
export function offUnlessApproved({ path, mode, tags, approvalTagKeys }: Switch): Verdict {
  if (mode === 'DISABLED') return compliant;
  if (mode !== 'ENABLED') return insufficientData(`${path} is ${mode ?? 'not told'}`);
  return some(
    approvalTagKeys,
    (key) => tags()?.some(({ Key, Value }) => Key === key && Value !== undefined) ?? false,
    () => nonCompliant({ path, expected: 'DISABLED', actual: mode }),
  );
}
