import { canonicalJson, sha256 } from '../canonical.ts';
import type { Shard } from './layout.ts';
import { parseSeal } from './seal.ts';
import { isSignatureOf, readPublicKey } from './signature.ts';

/** The event that carries seals out of the archive's reach. */
export const DAILY_SEALS = 'Assay Daily Seals';

const SCHEMA = 'assay.daily-seals/1';
const DAY_MS = 86_400_000;

/** What somebody outside keeps of one seal: enough to tell whether the archive was cut off before it. */
export interface DailySeal extends Shard {
  readonly number: number;
  /** ISO 8601: up to when it covers. */
  readonly to: string;
  /** Hex SHA-256 of its bytes: what `assay verify --head` takes. */
  readonly seal: string;
  /** Base64 of the DER that lies beside it. */
  readonly signature: string;
  /** Of the key that signed it. */
  readonly fingerprint: string;
}

/** The last whole day, UTC: its date, and its end, ISO 8601. Each hour has a seal of its own, so a day's last one ends there. */
export function lastDay(now: Date): { readonly day: string; readonly end: string } {
  const end = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return { day: new Date(end - DAY_MS).toISOString().slice(0, 10), end: new Date(end).toISOString() };
}

export interface StoredSeal {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** What is published of a stored seal. @throws TypeError if it is none that this key has signed */
export function dailySeal({ bytes, signature }: StoredSeal, publicKeyPem: string): DailySeal {
  const seal = parseSeal(bytes);
  const key = readPublicKey(publicKeyPem);
  if (!seal || !key || !isSignatureOf(bytes, signature, key.key)) {
    throw new TypeError(
      'what lies in the place of the seal is none that the sealing key has signed; verify the archive',
    );
  }
  const { account, region, number, to } = seal;
  return {
    account,
    region,
    number,
    to,
    seal: sha256(bytes),
    signature: Buffer.from(signature).toString('base64'),
    fingerprint: key.fingerprint,
  };
}

/** The text that is published: the same each time for the same seals. */
export const dailySealsText = (day: string, seals: readonly DailySeal[]): string =>
  canonicalJson({ schema: SCHEMA, day, seals: seals.map((seal) => ({ ...seal })) });
