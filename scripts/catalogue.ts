import { readFileSync } from 'node:fs';
import type { Severity } from '../engine/rule.ts';

/** One control of the catalogue that rules take their ids, conditions and mappings from. */
export interface CatalogueControl {
  readonly id: string;
  readonly title: string;
  readonly resourceType: string;
  readonly condition: string;
  readonly severity: Severity;
  /** The peers' majority, where our view differs. */
  readonly peersSeverity?: Severity;
  readonly peers: readonly string[];
  /** Framework control id → the publication that maps it. */
  readonly published: Readonly<Record<string, string>>;
  readonly judged: readonly string[];
}

/** The catalogue, sorted by id. */
export function catalogue(): readonly CatalogueControl[] {
  return JSON.parse(readFileSync(new URL('./data/catalogue.json', import.meta.url), 'utf8'));
}
