import { lookedUpSealKey, lookupKey, shardName } from './layout.ts';
import type { LookupBuilder } from './lookup.ts';
import { LOOKUP_SCHEMA } from './lookup.ts';
import { parseObject } from './segment.ts';
import type { ChainState } from './verify-chain.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';
import type { LoadedSeal } from './verify-signatures.ts';

/** What is said of one seal's records, by its file and by the records. */
export interface LookedUp {
  /** Where the seal belongs. */
  readonly seal: string;
  /** Only where there is a lookup. */
  readonly builder: LookupBuilder | undefined;
  /** Records of each of its segments. */
  readonly counts: readonly number[];
}

/** A lookup is derived: it must be what its records say, to the byte, and may be missing. */
export async function checkLookup(
  verification: Verification,
  chain: ChainState,
  { seal, builder, counts }: LookedUp,
): Promise<void> {
  const key = lookupKey(seal);
  if (!builder) {
    if (counts.length > 0) chain.withoutLookup.push(key);
    return;
  }
  const found = await readFile(verification, key);
  if (!found || (counts.length > 0 && Buffer.from(found).equals(builder.bytes(counts)))) return;
  const schema = parseObject(Buffer.from(found).toString())?.['schema'];
  if (typeof schema === 'string' && /^assay\.lookup\/\d+$/.test(schema) && schema !== LOOKUP_SCHEMA) {
    const message = `it has the version ${schema}; this version reads ${LOOKUP_SCHEMA}: update before verifying`;
    addProblem(verification, 'record-newer-version', key, message);
    return;
  }
  const differs = 'it does not say what the records say that it is derived from';
  const nothing = 'its seal covers no segment, so that there is nothing to look up';
  addProblem(verification, 'lookup-differs', key, counts.length > 0 ? differs : nothing);
}

/** Lookups whose seal is not there, and seals that have none. */
export function checkLookupsLeft(
  { inventory, problems, notes, ...verification }: Verification,
  { files, withoutLookup }: ChainState,
  seals: readonly LoadedSeal[],
): void {
  const known = new Set(seals.map(({ key }) => key));
  const named = new Set(problems.map(({ key }) => key));
  for (const key of files.lookups) {
    const seal = lookedUpSealKey(key);
    if (known.has(seal) || named.has(seal) || inventory.keys.has(seal)) continue;
    const message = `what was derived from its records is there (${key}), the seal is not`;
    addProblem({ problems, ...verification }, 'seal-missing', seal, message);
  }
  const [first] = withoutLookup;
  // Of an archive that was written without any, nothing is missing.
  if (first === undefined || files.lookups.length === 0) return;
  const message = `${withoutLookup.length} seals of ${shardName(files)} have no lookup, this one first: the records themselves are read instead`;
  notes.push({ kind: 'lookup-missing', key: first, message });
}
