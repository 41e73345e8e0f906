import { reading } from '../../engine/iam/reading.ts';
import { all, nonCompliant, some, type Verdict } from '../../engine/rule.ts';

type Members = Readonly<Record<string, string | number | boolean>>;

interface RequiredFilters<F> {
  readonly path: string;
  readonly filters: readonly F[] | undefined;
  /** One filter of each must hold. */
  readonly types: readonly string[];
  readonly holds: (filter: F) => boolean;
  /** What a filter that holds looks like. */
  readonly expected: string;
}

/** Each type has a filter that holds. A filter of another type, even an unknown one, cannot make up for it. */
export const requireFilters = <F extends { readonly Type?: string | undefined }>({
  path,
  filters = [],
  types,
  holds,
  expected,
}: RequiredFilters<F>): Verdict =>
  all(
    types.map(
      (type) => () =>
        some(
          filters,
          (filter) => filter.Type === type && holds(filter),
          () => nonCompliant({ path, expected: `${type} with ${expected}`, actual: members(filters, type) }),
        ),
    ),
  );

/** What is known of the first filter of the type, or null. */
function members<F extends { readonly Type?: string | undefined }>(
  filters: readonly F[],
  type: string,
): Members | null {
  const filter = filters.find(({ Type }) => Type === type);
  if (!filter) return null;
  const known = Object.keys(filter).map((name) => [name, reading(() => filter[name as keyof F])] as const);
  return Object.fromEntries(
    known.flatMap(([name, read]) => ('value' in read && isScalar(read.value) ? [[name, read.value]] : [])),
  );
}

const isScalar = (value: unknown): value is Members[string] =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** A filter that names no modality looks at text alone; one that names others may not look at it. */
export const looksAtText = (modalities: readonly string[] | undefined): boolean =>
  !modalities?.length || modalities.includes('TEXT');
