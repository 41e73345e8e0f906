import type { Settings } from '../../engine/settings.ts';
import type { Waiver } from '../../engine/waiver.ts';

// Apart from settings.ts: who seals evidence needs no rules, and no validator.

/** What the user's files said when the stack was deployed. */
export interface Deployed {
  readonly settings: Settings;
  /** All that the file holds, in force or not. */
  readonly waivers: readonly Waiver[];
  /** The file of the rule pack. */
  readonly pack: Uint8Array;
}

let replaced: Partial<Deployed> | undefined;

/** For the demo and for tests: what is deployed in this process, in place of the files; undefined: the files again. */
export function deploy(deployed: Partial<Deployed> | undefined): void {
  replaced = deployed;
}

export const replacement = (): Partial<Deployed> | undefined => replaced;
