import type { Lister } from '../../adapters/aws/lister.ts';
import { listerOf, listers } from '../../adapters/aws/listers/index.ts';
import type { Judge } from '../../engine/judge.ts';
import { definitions } from '../../resources/index.ts';
import type { JudgedType } from '../../rules/index.ts';
import { UsageError } from '../exit-status.ts';

/** A type that a rule judges and nothing lists does not compile. */
listers satisfies { readonly [T in JudgedType]: Lister<T> };

/** What is to be listed, and what of it is to be read. */
export interface Plan {
  /** Types that are judged. */
  readonly judged: readonly string[];
  /** Types that are read only for what they refer to. */
  readonly around: readonly string[];
  /** Of all these, the ones of which the names are enough. */
  readonly unread: ReadonlySet<string>;
}

/**
 * Which types a scan has to do with.
 * @throws UsageError for a type that no chosen rule judges
 */
export function planOf(judge: Judge, wanted: readonly string[]): Plan {
  const judgeable = definitions.map(({ type }) => type).filter((type) => judge.rulesFor(type).length > 0);
  const strange = wanted.find((type) => !judgeable.includes(type));
  if (strange !== undefined) {
    throw new UsageError(
      `--type ${strange}: no chosen rule judges it, expected one of ${judgeable.join(', ')}; more with --profile`,
    );
  }
  const judged = wanted.length > 0 ? judgeable.filter((type) => wanted.includes(type)) : judgeable;
  const referrers = referrersOf(askedWhoRefers(judge, judged));
  return {
    judged,
    around: referrers.filter((type) => !judged.includes(type)),
    // Rules about every type read nothing of it.
    unread: new Set(
      judged.filter(
        (type) =>
          !referrers.includes(type) && judge.rulesFor(type).every(({ resourceType }) => resourceType === '*'),
      ),
    ),
  };
}

const askedWhoRefers = (judge: Judge, judged: readonly string[]): readonly string[] =>
  judged.filter((type) => judge.rulesFor(type).some(({ referencedBy }) => referencedBy === true));

/** AI types that may refer to one of these. */
function referrersOf(targets: readonly string[]): readonly string[] {
  return definitions
    .filter(
      ({ role, references = [] }) => role === 'ai' && references.some(({ type }) => targets.includes(type)),
    )
    .map(({ type }) => type)
    .filter((type) => listerOf(type) !== undefined);
}
