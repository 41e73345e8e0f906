import type { Json } from '../resources/resource.ts';

/** One fact that decided a NON_COMPLIANT verdict; `actual` is null when the property is absent. */
export interface Observation {
  readonly path: string;
  readonly expected: Json;
  readonly actual: Json;
}

export type Observations = readonly [Observation, ...Observation[]];

/** AWS Config's own four words. Only COMPLIANT is green. */
export type Verdict =
  | { readonly status: 'COMPLIANT' }
  | { readonly status: 'NON_COMPLIANT'; readonly observations: Observations }
  | { readonly status: 'NOT_APPLICABLE'; readonly because: string }
  | { readonly status: 'INSUFFICIENT_DATA'; readonly because: string };

export type Status = Verdict['status'];

export const compliant: Verdict = Object.freeze({ status: 'COMPLIANT' });

export const nonCompliant = (...observations: Observations): Verdict => ({
  status: 'NON_COMPLIANT',
  observations,
});

export const notApplicable = (because: string): Verdict => ({ status: 'NOT_APPLICABLE', because });

export const insufficientData = (because: string): Verdict => ({ status: 'INSUFFICIENT_DATA', because });

/** Not by spreading: a list from a hostile file has more elements than a call takes arguments. */
const violation = (observations: Observations): Verdict => ({ status: 'NON_COMPLIANT', observations });

const isFilled = (observations: readonly Observation[]): observations is Observations =>
  observations.length > 0;

/**
 * Thrown when a rule reads a value that cannot be known here. The engine turns it into INSUFFICIENT_DATA,
 * so a rule reads properties as if all were known and can still never guess.
 */
export class UnreadableValueError extends Error {
  override readonly name = 'UnreadableValueError';

  constructor(message: string, options?: ErrorOptions) {
    // It is caught a few frames up, by the thousand, and nobody looks at its stack: not taking one is most of its cost.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = limit;
  }
}

/** The reason of an UnreadableValueError that `read` threw, undefined if it did not; anything else goes on. */
function unreadableReason(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableValueError) return error.message;
    throw error;
  }
}

/**
 * Every element must hold. A certain violation wins over an unreadable neighbour, an unreadable one over COMPLIANT.
 * `observe` gives the observation against one element, or undefined.
 */
export function each<E>(
  elements: readonly E[],
  observe: (element: E, index: number) => Observation | undefined,
): Verdict {
  const found: Observation[] = [];
  let unreadable: string | undefined;
  for (let index = 0; index < elements.length; index += 1) {
    const because = unreadableReason(() => {
      // Read by index inside the guard: an unknown element throws as it is touched.
      const observation = observe(elements[index] as E, index);
      if (observation) found.push(observation);
    });
    unreadable ??= because;
  }
  if (isFilled(found)) return violation(found);
  return unreadable === undefined ? compliant : insufficientData(unreadable);
}

/**
 * One element that holds is enough. A certain one wins over an unreadable neighbour; with none,
 * an unreadable one leaves the question open, else the verdict is `otherwise`.
 */
export function some<E>(
  elements: readonly E[],
  holds: (element: E) => boolean,
  otherwise: () => Verdict,
): Verdict {
  let unreadable: string | undefined;
  for (let index = 0; index < elements.length; index += 1) {
    let held = false;
    const because = unreadableReason(() => {
      held = holds(elements[index] as E);
    });
    if (held) return compliant;
    unreadable ??= because;
  }
  return unreadable === undefined ? otherwise() : insufficientData(unreadable);
}

/** All clauses must hold: observations add up, then INSUFFICIENT_DATA, then NOT_APPLICABLE only if all are. */
export function all(clauses: readonly (() => Verdict)[]): Verdict {
  const verdicts = clauses.map(settle);
  const observations = verdicts.flatMap((verdict) =>
    verdict.status === 'NON_COMPLIANT' ? verdict.observations : [],
  );
  if (isFilled(observations)) return violation(observations);
  const open = verdicts.find(({ status }) => status === 'INSUFFICIENT_DATA');
  if (open) return open;
  return verdicts.find(({ status }) => status === 'COMPLIANT') ?? verdicts[0] ?? compliant;
}

/** A clause that reads the unreadable is INSUFFICIENT_DATA. */
export function settle(clause: () => Verdict): Verdict {
  let verdict: Verdict = compliant;
  const because = unreadableReason(() => {
    verdict = clause();
  });
  return because === undefined ? verdict : insufficientData(because);
}
