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

/** The first filter of the type as it stands, or null. */
function members<F extends { readonly Type?: string | undefined }>(
  filters: readonly F[],
  type: string,
): Members | null {
  const filter = filters.find(({ Type }) => Type === type);
  return filter ? (Object.fromEntries(Object.entries(filter).filter(isScalar)) as Members) : null;
}

const isScalar = ([, value]: [string, unknown]): boolean => typeof value !== 'object';
