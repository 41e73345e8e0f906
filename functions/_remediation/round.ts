import type { RemediationStore, StoredPlan } from '../../adapters/aws/remediations.ts';

/** Name of the execution that a plan is of. */
export const executionOf = ({ id, replaces }: StoredPlan): string => replaces?.execution ?? id;

/** Which of its execution's plans it is, from 1. */
export const roundOf = ({ replaces }: StoredPlan): number => replaces?.round ?? 1;

/** The plan of that id; where it has lapsed, the one that took its place. Null: none is called so. */
export async function standing(
  id: string,
  store: Pick<RemediationStore, 'plan'>,
): Promise<StoredPlan | null> {
  const stored = await store.plan(id);
  return stored?.next === undefined ? stored : standing(stored.next, store);
}
