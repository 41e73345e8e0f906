import type { Assessment } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { unlessEmpty } from './property.ts';
import { line } from './text.ts';

export const APPROVER = 'waiver-approver';
export const ATTESTER = 'attester';

/** Of a person, by the name that the user's files have. */
export const partyUuid = (name: string): string => uuidOf('party', name);

interface People {
  readonly roles: readonly JsonObject[] | undefined;
  readonly parties: readonly JsonObject[] | undefined;
}

/** Who approved a waiver or attested a control. */
export function people({ findings, attestations }: Assessment): People {
  const approvers = new Set(findings.flatMap(({ waiver }) => (waiver ? [waiver.approver] : [])));
  const attesters = new Set(attestations.map(({ attestedBy }) => attestedBy));
  const roles = [
    ...(approvers.size > 0 ? [{ id: APPROVER, title: 'Approved a waiver' }] : []),
    ...(attesters.size > 0 ? [{ id: ATTESTER, title: 'Attested that something is in place' }] : []),
  ];
  const parties = [...new Set([...approvers, ...attesters])].map((name) => ({
    uuid: partyUuid(name),
    type: 'person',
    name: line(name),
  }));
  return { roles: unlessEmpty(roles), parties: unlessEmpty(parties) };
}
