export interface BatchLimits {
  readonly count: number;
  readonly bytes: number;
}

/** Consecutive items in as few batches as hold them; one that is larger than a batch has one of its own. */
export function batchesOf<T>(
  items: readonly T[],
  { count, bytes }: BatchLimits,
  sizeOf: (item: T) => number,
): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let used = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === count || used + size > bytes) {
      batches.push([]);
      used = 0;
    }
    batches.at(-1)?.push(item);
    used += size;
  }
  return batches;
}

/** As many as fit into each. */
export const chunksOf = <T>(items: readonly T[], count: number): readonly (readonly T[])[] =>
  batchesOf(items, { count, bytes: Number.POSITIVE_INFINITY }, () => 0);

export function groupsOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
