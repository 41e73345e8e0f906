import { sha256 } from '../canonical.ts';
import type { ShardFiles } from './inventory.ts';
import { sealKey, signatureKey } from './layout.ts';
import { parseSeal, type Seal } from './seal.ts';
import { isSignatureOf, type PublicKey } from './signature.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';

/** A seal's file, in the order of the chain; `seal` is to be believed only where `trust` is valid. */
export interface LoadedSeal {
  /** Where it belongs, and where it was found. */
  readonly key: string;
  readonly found: string;
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly seal: Seal | undefined;
  readonly trust: 'valid' | 'invalid' | 'missing' | 'wrong-key';
}

/** Reads all seals of a shard with their signatures, and names those that are not where they belong. */
export async function loadSeals(verification: Verification, files: ShardFiles): Promise<LoadedSeal[]> {
  const signatures = new Map<string, Uint8Array>();
  for (const key of files.signatures) {
    const bytes = await readFile(verification, key);
    if (bytes) signatures.set(key, bytes);
  }
  const loaded: LoadedSeal[] = [];
  for (const found of files.seals) {
    const bytes = await readFile(verification, found);
    if (bytes) loaded.push(loadSeal(verification, { found, bytes, signatures }));
  }
  const placed = placeSeals(verification, loaded);
  return adoptSignatures(verification, { files, loaded, placed, signatures }).sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
}

interface SealFile {
  readonly found: string;
  readonly bytes: Uint8Array;
  readonly signatures: ReadonlyMap<string, Uint8Array>;
}

function loadSeal({ trusted, strange }: Verification, { found, bytes, signatures }: SealFile): LoadedSeal {
  const seal = parseSeal(bytes);
  const home = seal ? sealKey(seal, new Date(seal.to).toISOString()) : found;
  const candidates = [found, home].flatMap((key) => signatures.get(signatureKey(key)) ?? []);
  const isSignedBy = (keys: readonly PublicKey[]) =>
    candidates.some((signature) => isSignedByOne(bytes, signature, keys));
  const file = { found, bytes, seal, hash: sha256(bytes) };
  const named = trusted.filter(({ fingerprint }) => fingerprint === seal?.key.fingerprint);
  if (isSignedBy(named.length > 0 ? named : trusted)) return { ...file, key: home, trust: 'valid' };
  // Only a valid signature can say that a seal belongs elsewhere: else its time itself may be what was changed.
  if (candidates.length === 0) return { ...file, key: found, trust: 'missing' };
  const isStrange =
    isSignedBy(strange) || (seal && !trusted.some(({ fingerprint }) => fingerprint === seal.key.fingerprint));
  return { ...file, key: found, trust: isStrange ? 'wrong-key' : 'invalid' };
}

const isSignedByOne = (bytes: Uint8Array, signature: Uint8Array, keys: readonly PublicKey[]): boolean =>
  keys.some(({ key }) => isSignatureOf(bytes, signature, key));

/** Drops copies, and takes a seal under another name as the one it is; both are named. */
function placeSeals(verification: Verification, loaded: readonly LoadedSeal[]): LoadedSeal[] {
  const placed = new Map<string, LoadedSeal>();
  const atHome = loaded.filter(({ key, found }) => key === found);
  for (const file of atHome) placed.set(file.key, file);
  for (const file of loaded) {
    const { key, found } = file;
    if (key === found) continue;
    const isElsewhere = verification.inventory.keys.has(key) && !loaded.some((other) => other.found === key);
    if (placed.has(key) || isElsewhere) {
      addProblem(verification, 'seal-replayed', found, `it is an old seal put in again: a copy of ${key}`);
    } else {
      addProblem(verification, 'renamed', found, `it is the seal ${key} under another name`);
      placed.set(key, file);
    }
  }
  return [...placed.values()];
}

interface SignatureSearch {
  readonly files: ShardFiles;
  readonly loaded: readonly LoadedSeal[];
  readonly placed: readonly LoadedSeal[];
  readonly signatures: ReadonlyMap<string, Uint8Array>;
}

/** A signature without its seal is a renamed one, or what is left of a seal that was taken away. */
function adoptSignatures(
  verification: Verification,
  { files, loaded, placed, signatures }: SignatureSearch,
): LoadedSeal[] {
  const adopted = new Map<string, LoadedSeal>(placed.map((file) => [file.key, file]));
  const used = new Set(placed.flatMap(({ key, found }) => [signatureKey(key), signatureKey(found)]));
  for (const key of files.signatures) {
    const signature = signatures.get(key);
    if (used.has(key) || !signature) continue;
    const owner = placed.find(
      ({ bytes, trust }) => trust === 'missing' && isSignedByOne(bytes, signature, verification.trusted),
    );
    if (owner) {
      addProblem(
        verification,
        'renamed',
        key,
        `it is the signature ${signatureKey(owner.key)} under another name`,
      );
      adopted.set(owner.key, { ...owner, trust: 'valid' });
      continue;
    }
    const copied = loaded.find(({ bytes }) => isSignedByOne(bytes, signature, verification.trusted));
    // In its place: the seal beside it could not be read, which has been named, and a copy lies elsewhere.
    if (copied && signatureKey(copied.key) === key) continue;
    const sealOf = `${key.slice(0, -4)}.json`;
    if (copied)
      addProblem(
        verification,
        'seal-replayed',
        key,
        `it is a copy of the signature ${signatureKey(copied.key)}`,
      );
    else addProblem(verification, 'seal-missing', sealOf, 'its signature is there, the seal is not');
  }
  return [...adopted.values()];
}
