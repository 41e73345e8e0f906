import type {
  AssessedFinding,
  AssessedFramework,
  AssessedRule,
  Assessment,
} from '../../engine/assessment/assessment.ts';
import { type PackedFindings, packFindings } from './packed.ts';

/** What the page's script is given: data in a block that no browser executes. */
export interface Island {
  readonly asOf: string;
  readonly source: Pick<Assessment['source'], 'kind' | 'name'>;
  readonly rules: readonly AssessedRule[];
  readonly frameworks: readonly IslandFramework[];
  readonly findings: PackedFindings;
}

export interface IslandFramework extends Pick<AssessedFramework, 'key' | 'name' | 'edition'> {
  /** Those that rules support, id → title. */
  readonly controls: Readonly<Record<string, string>>;
}

/** The same with findings as they were. */
export interface OpenedIsland extends Omit<Island, 'findings'> {
  readonly findings: readonly AssessedFinding[];
}

export function islandOf({ asOf, source, rules, frameworks, findings }: Assessment): Island {
  return {
    asOf,
    source: { kind: source.kind, name: source.name },
    rules,
    frameworks: frameworks.map(islandFramework),
    findings: packFindings(findings),
  };
}

const islandFramework = ({ key, name, edition, controls }: AssessedFramework): IslandFramework => ({
  key,
  name,
  edition,
  controls: Object.fromEntries(
    controls.filter(({ rules }) => rules.length > 0).map(({ id, title }) => [id, title]),
  ),
});

/** JSON that neither ends its element nor begins a comment in it, and that is a script's string as well. */
export const islandText = (island: Island): string =>
  JSON.stringify(island).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
