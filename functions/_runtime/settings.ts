import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZodMiniType } from 'zod/mini';
import { defaultSettings, type Settings } from '../../engine/settings.ts';
import { settingsSchema, waiversSchema } from '../../engine/settings-schema.ts';
import type { Waiver } from '../../engine/waiver.ts';
import { rules } from '../../rules/index.ts';

/** What the user's files said when the stack was deployed. */
export interface Deployed {
  readonly settings: Settings;
  /** All that the file holds, in force or not. */
  readonly waivers: readonly Waiver[];
}

let replaced: Partial<Deployed> | undefined;

/** For the demo and for tests: what is deployed in this process, in place of the files; undefined: the files again. */
export function deploy(deployed: Partial<Deployed> | undefined): void {
  replaced = deployed;
}

/**
 * The files `settings.json` and `waivers.json` that lie beside the bundle; one that is missing holds nothing.
 * @throws Error at init, naming file, place and expectation: a misread waiver would hide what it should not
 */
export function deployedSettings(folder: string = import.meta.dirname): Deployed {
  if (replaced) return { settings: defaultSettings, waivers: [], ...replaced };
  return {
    settings: read(join(folder, 'settings.json'), settingsSchema) ?? defaultSettings,
    waivers: read(join(folder, 'waivers.json'), waiversSchema)?.waivers ?? [],
  };
}

function read<T>(file: string, schemaFor: (known: typeof rules) => ZodMiniType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  const result = schemaFor(rules).safeParse(parsed(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${file}: at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file}: is no JSON`, { cause });
  }
}
