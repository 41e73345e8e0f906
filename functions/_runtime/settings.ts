import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZodMiniType } from 'zod/mini';
import { defaultSettings } from '../../engine/settings.ts';
import { settingsSchema, waiversSchema } from '../../engine/settings-schema.ts';
import { rules } from '../../rules/index.ts';
import { type Deployed, replacement } from './deployed.ts';

/**
 * The files `settings.json` and `waivers.json` that lie beside the bundle; one that is missing holds nothing.
 * @throws Error at init, naming file, place and expectation: a misread waiver would hide what it should not
 */
export function deployedSettings(
  folder: string = import.meta.dirname,
): Pick<Deployed, 'settings' | 'waivers'> {
  const replaced = replacement();
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
