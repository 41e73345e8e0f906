import { accessLevels } from './access-levels.generated.ts';
import { coversAction } from './match.ts';

/** As AWS's service authorization reference classifies actions. */
export type AccessLevel = 'Permissions management' | 'Write' | 'Tagging' | 'Read' | 'List';

type Actions = Readonly<Partial<Record<AccessLevel, string>>>;

const SERVICES: Readonly<Record<string, Actions>> = accessLevels;

/**
 * Access levels of the actions that a pattern names, for one AI service by name: `bedrock:List*` → List.
 * Undefined where the table cannot tell: another service, a wildcard in the service, or no action that it knows.
 */
export function accessLevelsOf(pattern: string): ReadonlySet<AccessLevel> | undefined {
  const service = pattern.slice(0, pattern.indexOf(':')).toLowerCase();
  const actions = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  if (actions === undefined) return undefined;
  const found = Object.entries(actions)
    .filter(([, names]) => names.split(' ').some((name) => coversAction(pattern, `${service}:${name}`)))
    .map(([level]) => level as AccessLevel);
  return found.length === 0 ? undefined : new Set(found);
}
