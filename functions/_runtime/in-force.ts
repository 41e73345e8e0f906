import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../engine/canonical.ts';
import { type InForce, inForceOf } from '../../engine/evidence/in-force.ts';
import { packDigest } from '../../rules/pack-digest.generated.ts';
import { replacement } from './deployed.ts';

const PACK = /^pack-([0-9a-f]{64})\.mjs$/;

/**
 * The pack and the settings that lie beside the bundle; undefined where there is no pack. Its name is its hash, so that
 * it need not be read.
 */
export function deployedInForce(folder: string = import.meta.dirname): InForce | undefined {
  const replaced = replacement();
  if (replaced) {
    const { pack, settings = {} } = replaced;
    return pack && inForceOf({ packDigest, pack: sha256(pack), packBytes: () => pack, settings });
  }
  const [file, pack = ''] = readdirSync(folder).flatMap((name) => PACK.exec(name) ?? []);
  if (file === undefined) return undefined;
  const packBytes = () => readFileSync(join(folder, file));
  return inForceOf({ packDigest, pack, packBytes, settings: settingsIn(join(folder, 'settings.json')) });
}

/** Validated when it was deployed: here only its digest is asked for. */
const settingsIn = (file: string) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
