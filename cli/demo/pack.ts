import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packDigest } from '../../rules/pack-digest.generated.ts';
import { UnfinishedError } from '../exit-status.ts';

/** Where the build puts it, as seen from a built command, and from here. */
const PLACES = ['../pack.mjs', '../../dist/pack.mjs'];

/** The file of the rule pack, as the build made it. @throws UnfinishedError if it is missing or of other rules than these */
export function builtPack(folder: string = import.meta.dirname): Uint8Array {
  const file = PLACES.map((place) => join(folder, place)).find(existsSync);
  const pack = file === undefined ? undefined : readFileSync(file);
  if (pack?.includes(packDigest)) return pack;
  const what = pack ? 'is of other rules than these' : 'is missing';
  throw new UnfinishedError(`pack.mjs ${what}: build the command line again, with npm run prepare`);
}
