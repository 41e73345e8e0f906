import type { Json, JsonObject } from '../../resources/resource.ts';

/** What records say of the rules and the settings they were made under, by digest; few, however many the records. */
export interface ConfigurationSeen {
  /** Digest of a stored pack, or of stored settings → the first record that names it, in words. */
  readonly packs: Map<string, string>;
  readonly settings: Map<string, string>;
  /** Digest of the rules, or of the settings → the first evaluation under it that no notice has named by then. */
  readonly rules: Map<string, string>;
  /** Digests of rules that notices name. */
  readonly knownRules: Set<string>;
  readonly usedSettings: Map<string, string>;
}

export const newConfigurationSeen = (): ConfigurationSeen => ({
  packs: new Map(),
  settings: new Map(),
  rules: new Map(),
  knownRules: new Set(),
  usedSettings: new Map(),
});

/**
 * Takes one record in: a notice of kind `settings` says what is in force, an evaluation under what it was made. What
 * others sent says neither: an archive must not lack a file because somebody names one.
 */
export function seeConfiguration(seen: ConfigurationSeen, record: JsonObject, where: () => string): void {
  if (record['sender'] !== undefined) return;
  if (record['kind'] === 'settings') {
    const { pack, packDigest, settingsDigest } = objectOf(record['detail']);
    first(seen.packs, pack, where);
    first(seen.settings, settingsDigest, where);
    if (typeof packDigest === 'string') seen.knownRules.add(packDigest);
  } else if (record['kind'] === 'evaluation') {
    first(seen.rules, record['packDigest'], where);
    first(seen.usedSettings, record['settingsDigest'], where);
  }
}

/** Adds what one shard, or one seal, has shown to the whole. */
export function addConfiguration(to: ConfigurationSeen, more: ConfigurationSeen): void {
  for (const name of ['packs', 'settings', 'rules', 'usedSettings'] as const) {
    for (const [digest, where] of more[name]) first(to[name], digest, () => where);
  }
  for (const digest of more.knownRules) to.knownRules.add(digest);
}

function first(found: Map<string, string>, digest: Json | undefined, where: () => string): void {
  if (typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) && !found.has(digest))
    found.set(digest, where());
}

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
