import { type Json, unknown } from '../resources/resource.ts';
import { type Observations, UnreadableValueError, type Verdict } from './verdict.ts';

/**
 * The verdict as plain data: what a rule shows of the tree it judged still throws, or tells a tracer, when it is
 * read, and whoever prints or stores a finding must not be the one to find out.
 */
export function plainVerdict(verdict: Verdict): Verdict {
  if (verdict.status !== 'NON_COMPLIANT' || areAllPlain(verdict.observations)) return verdict;
  const [first, ...rest] = verdict.observations;
  const observations: Observations = [plainObservation(first), ...rest.map(plainObservation)];
  return { status: 'NON_COMPLIANT', observations };
}

type Shown = Observations[number];

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** What is expected is the rule's own; only what it found is of the tree. */
function areAllPlain(observations: Observations): boolean {
  // By index: of the thousands of verdicts nearly all have one, and an iterator costs more than the look at it.
  for (let index = 0; index < observations.length; index += 1) {
    if (!isScalar(observations[index]?.actual)) return false;
  }
  return true;
}

const plainObservation = ({ path, expected, actual }: Shown): Shown => ({
  path,
  expected,
  actual: plain(actual),
});

/** JSON of its own; a member that cannot be known says so in its place. */
function plain(value: unknown): Json {
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => plainMember(value, index));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.keys(value).map((key) => [key, plainMember(value, key)]));
  }
  return isScalar(value) ? (value as Json) : null;
}

function plainMember(container: object, key: string | number): Json {
  try {
    return plain(Reflect.get(container, key));
  } catch (error) {
    if (error instanceof UnreadableValueError) return unknown(error.message);
    throw error;
  }
}
