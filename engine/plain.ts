import { type Json, unknown } from '../resources/resource.ts';
import { type Observations, UnreadableValueError, type Verdict } from './verdict.ts';

/**
 * The verdict as plain data: what a rule shows of the tree it judged still throws, or tells a tracer, when it is
 * read, and whoever prints or stores a finding must not be the one to find out.
 */
export function plainVerdict(verdict: Verdict): Verdict {
  if (verdict.status !== 'NON_COMPLIANT' || verdict.observations.every(isPlain)) return verdict;
  const [first, ...rest] = verdict.observations;
  const observations: Observations = [plainObservation(first), ...rest.map(plainObservation)];
  return { status: 'NON_COMPLIANT', observations };
}

type Shown = Observations[number];

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** What is expected is the rule's own; only what it found is of the tree. */
const isPlain = ({ actual }: Shown): boolean => isScalar(actual);

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
