import { each, type Observation, UnreadableValueError, type Verdict } from '../../engine/rule.ts';
import { credentialIn } from '../../resources/credential.ts';

/**
 * Environment variables of one container; the observation names the variable and never shows its value.
 * @throws UnreadableValueError if it is no map.
 */
export function noCredentials(environment: unknown, path: string): Verdict {
  const variables = environment ?? {};
  if (!isMap(variables)) throw new UnreadableValueError(`${path}: expected a map of names and values`);
  return each(Object.keys(variables), (name): Observation | undefined => {
    const value = variables[name];
    const found = typeof value === 'string' ? credentialIn(name, value) : undefined;
    if (found === undefined) return undefined;
    return { path: `${path}.${name}`, expected: 'no credential', actual: `${found} (not shown)` };
  });
}

const isMap = (value: object): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && !Array.isArray(value);
