import { sha256 } from '../canonical.ts';
import { laterPublicKeyKey, PUBLIC_KEY_KEY } from './layout.ts';
import type { Seal } from './seal.ts';
import { type PublicKey, readPublicKey } from './signature.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';
import type { LoadedSeal } from './verify-signatures.ts';

/** The sealing keys that an archive holds: the first, and those that came after it. Compared, never trusted. */
export interface HeldKeys {
  /** What lies there as the first key; undefined if that is none. */
  readonly first: PublicKey | undefined;
  readonly later: readonly PublicKey[];
}

/** Reads them, and names those that nobody brought. */
export async function readHeldKeys(verification: Verification): Promise<HeldKeys> {
  const { inventory, trusted } = verification;
  const bytes = await readFile(verification, PUBLIC_KEY_KEY);
  const first = bytes && readPublicKey(Buffer.from(bytes).toString());
  const isBrought = (pem: Uint8Array) => trusted.some((key) => Buffer.from(pem).equals(Buffer.from(key.pem)));
  if (bytes ? !isBrought(bytes) : !inventory.keys.has(PUBLIC_KEY_KEY)) {
    for (const { pem } of trusted) verification.missing.set(sha256(pem), PUBLIC_KEY_KEY);
    addProblem(
      verification,
      'public-key-differs',
      PUBLIC_KEY_KEY,
      bytes ? 'it is not the key you brought' : 'it is missing',
    );
  }
  const later: PublicKey[] = [];
  for (const { key, digest } of inventory.digests.filter(({ kind }) => kind === 'later-public-key')) {
    const pem = await readFile(verification, key);
    if (!pem) continue;
    const held = readPublicKey(Buffer.from(pem).toString());
    const isNamed = held?.fingerprint === digest && Buffer.from(pem).equals(Buffer.from(held.pem));
    if (held) later.push(held);
    const message = isNamed ? 'it is not a key you brought' : 'it is not the key that its name says';
    if (!isNamed || !isBrought(pem)) addProblem(verification, 'public-key-differs', key, message);
  }
  return { first, later };
}

/** Each key that seals are signed by must lie there, the first under its own name; a change of keys is noted. */
export function checkKeys(
  verification: Verification,
  { first }: HeldKeys,
  shards: Iterable<readonly LoadedSeal[]>,
): void {
  const valid = [...shards].map((seals) => signedSeals(seals, ['valid']));
  // That the first one is another has been named.
  if (first && verification.trusted.some(({ fingerprint }) => fingerprint === first.fingerprint))
    checkHeld(verification, first, valid.flat());
  for (const seals of valid) {
    for (const [index, { found, seal }] of seals.entries()) {
      const before = seals[index - 1]?.seal.key.fingerprint;
      const now = seal.key.fingerprint;
      if (before === undefined || before === now) continue;
      const message = `from ${seal.from} on seals are signed by the key ${now}, before it by ${before}`;
      verification.notes.push({ kind: 'key-changed', key: found, message });
    }
  }
}

function checkHeld(verification: Verification, first: PublicKey, seals: readonly SignedSeal[]): void {
  const beginning = earliest(seals);
  if (beginning && beginning.key.fingerprint !== first.fingerprint)
    addProblem(verification, 'public-key-differs', PUBLIC_KEY_KEY, 'it is not the key of the first seal');
  for (const { fingerprint, pem } of verification.trusted) {
    const file = laterPublicKeyKey(fingerprint);
    const signs = seals.some(({ seal }) => seal.key.fingerprint === fingerprint);
    if (!signs || fingerprint === first.fingerprint || verification.inventory.keys.has(file)) continue;
    verification.missing.set(sha256(pem), file);
    addProblem(verification, 'public-key-differs', file, 'it is missing, and seals are signed by it');
  }
}

/** What the archive's index was made of: the first key, as the seals name it, also where nobody brought it. */
export function firstKey(seals: readonly LoadedSeal[], { first }: HeldKeys): Seal['key'] | undefined {
  const own = signedSeals(seals, ['valid']).find(({ seal }) => seal.key.fingerprint === first?.fingerprint);
  return (own?.seal ?? earliest(signedSeals(seals, ['valid', 'wrong-key'])))?.key;
}

interface SignedSeal {
  readonly found: string;
  readonly seal: Seal;
}

/** A file that is signed need not be a seal. */
const signedSeals = (seals: readonly LoadedSeal[], trusts: readonly LoadedSeal['trust'][]): SignedSeal[] =>
  seals.flatMap(({ found, seal, trust }) => (seal && trusts.includes(trust) ? [{ found, seal }] : []));

/** Of all first seals. */
function earliest(seals: readonly SignedSeal[]): Seal | undefined {
  const first = seals.flatMap(({ seal }) => (seal.number === 1 ? [seal] : []));
  return first.toSorted((a, b) => (a.created < b.created ? -1 : 1))[0];
}
