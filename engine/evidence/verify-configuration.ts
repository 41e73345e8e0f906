import { sha256 } from '../canonical.ts';
import { packKey, settingsKey } from './layout.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';

const KINDS = {
  pack: { changed: 'pack-changed', missing: 'pack-missing', keyOf: packKey },
  settings: { changed: 'settings-changed', missing: 'settings-missing', keyOf: settingsKey },
} as const;

/**
 * The rule packs and settings that lie in the archive against their names, and against what sealed records say was in
 * force; a file that no sealed record names proves nothing, and harms nothing.
 */
export async function verifyConfiguration(verification: Verification): Promise<void> {
  const { configuration, part } = verification;
  for (const kind of ['pack', 'settings'] as const) {
    await checkNames(verification, kind);
    const named = kind === 'pack' ? configuration.packs : configuration.settings;
    checkNamed(verification, kind, named);
    // What a part of an archive was judged under may have been said before it.
    if (!part) noteUnnamed(verification, kind, named);
  }
  if (!part) noteUnknown(verification);
}

type Kind = keyof typeof KINDS;

async function checkNames(verification: Verification, kind: Kind): Promise<void> {
  for (const { key, digest } of verification.inventory.digests.filter((each) => each.kind === kind)) {
    const bytes = await readFile(verification, key);
    if (!bytes || sha256(bytes) === digest) continue;
    addProblem(verification, KINDS[kind].changed, key, 'its content has another SHA-256 than its name says');
  }
}

function checkNamed(verification: Verification, kind: Kind, named: ReadonlyMap<string, string>): void {
  for (const [digest, where] of named) {
    const key = KINDS[kind].keyOf(digest);
    if (verification.inventory.keys.has(key)) continue;
    verification.missing.set(digest, key);
    addProblem(verification, KINDS[kind].missing, key, `${where} says that it was in force; it is not there`);
  }
}

function noteUnnamed(verification: Verification, kind: Kind, named: ReadonlyMap<string, string>): void {
  for (const { key, digest } of verification.inventory.digests.filter((each) => each.kind === kind)) {
    if (named.has(digest)) continue;
    const message = 'no sealed record says that it was in force: its content is what its name says, no more';
    verification.notes.push({ kind: 'not-named', key, message });
  }
}

/** Only where the archive says at all what was in force: one that was begun before it did is no worse than it was. */
function noteUnknown({ configuration, notes }: Verification): void {
  const { knownRules, settings, rules, usedSettings } = configuration;
  if (knownRules.size === 0) return;
  const unknown = [
    ...[...rules].filter(([digest]) => !knownRules.has(digest)).map((each) => ['rules', ...each] as const),
    ...[...usedSettings]
      .filter(([digest]) => !settings.has(digest))
      .map((each) => ['settings', ...each] as const),
  ];
  for (const [what, digest, where] of unknown) {
    const message = `${where} was judged under the ${what} ${digest}, which no record says were in force: it cannot be judged again`;
    notes.push({ kind: 'configuration-unknown', key: '', message });
  }
}
