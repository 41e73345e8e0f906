import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Rule } from '../engine/rule.ts';
import { defaultSettings, maxWaiverDays, type Settings } from '../engine/settings.ts';
import { noWaivers, type Waiver, type Waivers, waiversOf } from '../engine/waiver.ts';
import { UsageError } from './exit-status.ts';

const EXTENSIONS = ['json', 'yaml', 'yml'];

export interface UserFiles {
  readonly settings: Settings;
  readonly waivers: Waivers;
  /** All that the file holds, in force or not. */
  readonly allWaivers: readonly Waiver[];
  /** Where they were found; for people. */
  readonly settingsFile?: string;
  readonly waiversFile?: string;
}

export interface UserFilesOptions {
  /** The file or folder that is judged; settings are looked for beside it and in its parents. */
  readonly beside: string;
  /** `--config`: a settings file, or the folder that holds the user's files. */
  readonly config?: string | undefined;
  /** The waiver file itself, where the user names it. */
  readonly waiversFile?: string | undefined;
  readonly rules: readonly Rule[];
  readonly now: string;
}

/**
 * The user's settings and waivers.
 * @throws UsageError naming file, place and expectation
 */
export const readUserFiles = ({
  beside,
  config,
  waiversFile,
  ...options
}: UserFilesOptions): Promise<UserFiles> =>
  load({ ...find(beside, config), ...(waiversFile !== undefined && { waiversFile }) }, options);

/** The same for many inputs: files that several of them share are read once, so that a waiver is used or not for all. */
export function userFilesReader({ config, ...options }: Omit<UserFilesOptions, 'beside'>) {
  const files = new Map<string, Promise<UserFiles>>();
  return (beside: string): Promise<UserFiles> => {
    const found = find(beside, config);
    const key = JSON.stringify(found);
    const read = files.get(key) ?? load(found, options);
    files.set(key, read);
    return read;
  };
}

type FoundFiles = Pick<UserFiles, 'settingsFile' | 'waiversFile'>;

/** A file of the user's by its stem, such as `assay.attestations`, where the others are looked for. */
export const userFile = (stem: string, beside: string, config: string | undefined): string | undefined =>
  firstOf(foldersOf(beside, config).folders, stem);

function find(beside: string, config: string | undefined): FoundFiles {
  const { folders, isFile } = foldersOf(beside, config);
  const settingsFile = isFile ? config : firstOf(folders, 'assay.config');
  const waiversFile = firstOf(folders, 'assay.waivers');
  return {
    ...(settingsFile !== undefined && { settingsFile }),
    ...(waiversFile !== undefined && { waiversFile }),
  };
}

function foldersOf(beside: string, config: string | undefined) {
  if (config !== undefined && !existsSync(config))
    throw new UsageError(`${config}: no such file; --config names a settings file or its folder`);
  const isFile = config !== undefined && statSync(config).isFile();
  return { isFile, folders: config === undefined ? foldersUp(beside) : [isFile ? dirname(config) : config] };
}

async function load(
  found: FoundFiles,
  { rules, now }: Pick<UserFilesOptions, 'rules' | 'now'>,
): Promise<UserFiles> {
  const { settingsFile, waiversFile } = found;
  // Most people have neither: they pay for no validator.
  if (settingsFile === undefined && waiversFile === undefined) {
    return { settings: defaultSettings, waivers: noWaivers, allWaivers: [] };
  }
  const { settingsSchema, waiversSchema } = await import('../engine/settings-schema.ts');
  const { validated } = await import('./validated-file.ts');
  const settings =
    settingsFile === undefined ? defaultSettings : await validated(settingsFile, settingsSchema(rules));
  const allWaivers =
    waiversFile === undefined ? [] : (await validated(waiversFile, waiversSchema(rules))).waivers;
  const options = { now, maxDays: maxWaiverDays(settings), pathOf: pathFrom(waiversFile) };
  return { ...found, settings, allWaivers, waivers: waiversOf(allWaivers, options) };
}

/** A waiver names a template by its path from the waiver file, wherever the gate is called. */
function pathFrom(waiversFile: string | undefined): (file: string) => string {
  const folder = dirname(resolve(waiversFile ?? '.'));
  return (file) => relative(folder, resolve(file)).replaceAll('\\', '/');
}

/** The folder of the input and its parents up to the repository's root; outside a repository, its own folder only. */
function foldersUp(path: string): string[] {
  const absolute = resolve(path);
  const start = existsSync(absolute) && statSync(absolute).isDirectory() ? absolute : dirname(absolute);
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [start];
  }
}

function firstOf(folders: readonly string[], stem: string): string | undefined {
  for (const folder of folders) {
    for (const extension of EXTENSIONS) {
      const file = join(folder, `${stem}.${extension}`);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

/** The text of a file of the user's. @throws UsageError if it cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file}: cannot be read (${reason}), expected a readable file`, { cause: error });
  }
}
