import { compliant, nonCompliant, type Verdict } from '../../engine/rule.ts';

interface Exactly {
  readonly path: string;
  readonly expected: string | boolean;
  readonly actual: string | boolean | undefined;
}

/** Only this one value is right: where a missing property means what a wrong one does. */
export const exactly = ({ path, expected, actual }: Exactly): Verdict =>
  actual === expected ? compliant : nonCompliant({ path, expected, actual: actual ?? null });
