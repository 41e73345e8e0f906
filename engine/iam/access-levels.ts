import { accessLevels } from './access-levels.generated.ts';
import { coversAction } from './match.ts';

/** As AWS's service authorization reference classifies actions. */
type AccessLevel = 'Permissions management' | 'Write' | 'Tagging' | 'Read' | 'List';

type Actions = Readonly<Partial<Record<AccessLevel, string>>>;

const SERVICES: Readonly<Record<string, Actions>> = accessLevels;

/** One action of an AI service, as AWS spells it. */
export interface Action {
  readonly name: string;
  readonly level: AccessLevel;
}

/**
 * The actions that a pattern names, for one AI service by name: `bedrock:List*`.
 * Undefined where the table cannot tell: another service, a wildcard in the service, or no action that it knows.
 */
export function actionsNamedBy(pattern: string): readonly Action[] | undefined {
  const service = pattern.slice(0, pattern.indexOf(':')).toLowerCase();
  const actions = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  if (actions === undefined) return undefined;
  const found = Object.entries(actions).flatMap(([level, names]) =>
    names
      .split(' ')
      .filter((name) => coversAction(pattern, `${service}:${name}`))
      .map((name) => ({ name, level: level as AccessLevel })),
  );
  return found.length === 0 ? undefined : found;
}
