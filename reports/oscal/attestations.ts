import type { Assessment, StandingAttestation } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { ATTESTER, partyUuid } from './people.ts';
import { properties } from './property.ts';
import { words } from './text.ts';

/** What people stand for, in force or not; no rule has tested it. */
export const attestationsOf = ({ attestations }: Assessment): JsonObject[] =>
  attestations.map((attestation, index) => ({
    'responsible-parties': [{ 'role-id': ATTESTER, 'party-uuids': [partyUuid(attestation.attestedBy)] }],
    parts: [partOf(attestation, index)],
  }));

function partOf(attestation: StandingAttestation, index: number): JsonObject {
  const { subject, kind, attestedBy, attested, expires, documentHash, state } = attestation;
  const stands = [...attestation.controls, ...attestation.rules].map(words).join(', ') || 'nothing';
  return {
    uuid: uuidOf('attestation', subject, kind, documentHash, String(index)),
    name: 'attestation',
    props: properties({
      'attestation-kind': kind,
      'attestation-state': state,
      attested,
      expires,
      'document-sha256': documentHash,
    }),
    prose:
      `${words(attestedBy)} attested ${words(subject)} (${words(kind)}) on ${words(attested)}, until ${words(expires)}; ` +
      `${state}. It stands for ${stands}. Nobody but its author has checked it here.`,
  };
}
