import type { AssessedAttestation, StandingAttestation } from './assessment/assessment.ts';

/** A person's word, on a document, for what no rule can see; it ends. */
export interface Attestation extends AssessedAttestation {
  /** `<framework>:<control>` that it stands for. */
  readonly controls?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
}

export const DEFAULT_MAX_ATTESTATION_DAYS = 365;

export interface AttestationOptions {
  /** ISO 8601 instant. */
  readonly now: string;
  readonly maxDays: number;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Where each attestation stands at an instant, the ones that end first in front. */
export const standingAttestations = (
  attestations: readonly Attestation[],
  options: AttestationOptions,
): readonly StandingAttestation[] =>
  attestations
    .map(({ controls = [], rules = [], ...attestation }) => ({
      ...attestation,
      controls,
      rules,
      state: stateOf(attestation, options),
    }))
    .toSorted((a, b) => a.expires.localeCompare(b.expires));

/** It stands in for what it names. */
export const isInForce = ({ state }: StandingAttestation): boolean =>
  state === 'in-force' || state === 'ends-soon';

function stateOf(
  { attested, expires }: AssessedAttestation,
  { now, maxDays }: AttestationOptions,
): StandingAttestation['state'] {
  const today = now.slice(0, 10);
  if (expires < today) return 'expired';
  if (attested > today) return 'not-yet-begun';
  if (days(attested, expires) > maxDays) return 'over-long';
  return days(today, expires) <= SOON_DAYS ? 'ends-soon' : 'in-force';
}

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
