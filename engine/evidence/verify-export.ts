import { type ExportedShard, parseExport } from './export-file.ts';
import { EXPORT_KEY, shardName } from './layout.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';
import type { LoadedSeal } from './verify-signatures.ts';

/** What a part of an archive says that it holds, by shard; undefined for a whole archive. */
export type Part = ReadonlyMap<string, ExportedShard>;

/** Says what this is a part of; names a file that says nothing. */
export async function readPart(verification: Verification): Promise<Part | undefined> {
  const bytes = await readFile(verification, EXPORT_KEY);
  if (!bytes) return undefined;
  const file = parseExport(bytes);
  if (!file) {
    addProblem(verification, 'export-differs', EXPORT_KEY, 'it is not what `assay export` writes');
    return undefined;
  }
  return new Map(file.shards.map((shard) => [shardName(shard), shard]));
}

/** The first and the last seal of each shard must be those that it says, and no shard more or less. */
export function checkPart(
  verification: Verification,
  seals: ReadonlyMap<string, readonly LoadedSeal[]>,
): void {
  const { part, inventory } = verification;
  if (!part) return;
  for (const files of inventory.shards) {
    const name = shardName(files);
    if (!part.has(name))
      addProblem(verification, 'export-differs', EXPORT_KEY, `it does not speak of ${name}, which is here`);
  }
  for (const [name, { first, last }] of part) {
    const loaded = seals.get(name) ?? [];
    const numbers = loaded.flatMap(({ seal, trust }) => (trust === 'valid' && seal ? [seal.number] : []));
    const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
    // Those that are there with a broken signature, or under it, have been named as such.
    const isShort = loaded.length < last - first + 1 && highest < last;
    if (isShort) {
      const here = numbers.length === 0 ? 'none' : String(highest);
      const message = `${EXPORT_KEY} says that it ends with seal ${last} of ${name}; here the last is ${here}`;
      addProblem(verification, 'tail-missing', `seals/${name}/`, message);
    }
    if (lowest < first || highest > last) {
      const message = `it says that seals ${first} to ${last} of ${name} are here; there are ${lowest} to ${highest}`;
      addProblem(verification, 'export-differs', EXPORT_KEY, message);
    } else noteLeftOut(verification, loaded, first);
  }
}

function noteLeftOut({ notes }: Verification, loaded: readonly LoadedSeal[], first: number): void {
  const seal = loaded.find(({ seal, trust }) => trust === 'valid' && seal?.number === first)?.seal;
  if (!seal) return;
  const { from, records } = seal;
  const before =
    first === 1 ? 'nothing before it' : `${first - 1} seals and ${records.first - 1} records before it`;
  const message = `an export: of ${shardName(seal)} it begins at ${from}, and leaves out ${before}; what may have followed its last seal is not here`;
  notes.push({ kind: 'left-out', key: EXPORT_KEY, message });
}

/** May a seal with this number be missing, because the export leaves it out? */
export const isLeftOut = ({ part }: Verification, shard: string, number: number): boolean => {
  if (!part) return false;
  const range = part.get(shard);
  return !range || number < range.first || number > range.last;
};
