import type { ResourceRef } from '../resources/resource.ts';
import { sha256 } from './canonical.ts';
import type { Finding } from './finding.ts';

// Apart from finding.ts: a gate needs no ids, and pays for no hashing.

/**
 * The finding's identity in an account: the same for ever for one rule and one resource, whatever the rule's words.
 * `assay/` + hex SHA-256 of `rule\naccount\nregion\ntype\nid`, id = the ARN, or a singleton's.
 */
export function findingId(ruleId: string, ref: ResourceRef): string {
  const id = ref.synthetic ? ref.id : (ref.arn ?? ref.id);
  return `assay/${sha256(`${ruleId}\n${ref.account ?? ''}\n${ref.region ?? ''}\n${ref.type}\n${id}`)}`;
}

/** Identity of a gate's finding; such a finding is never sent to Security Hub. */
export const gateFindingId = (ruleId: string, file: string, address: string): string =>
  `assay/${sha256(`${ruleId}\n${file}\n${address}`)}`;

export const idOf = ({ rule, resource }: Finding): string =>
  resource.file === undefined
    ? findingId(rule.id, resource)
    : gateFindingId(rule.id, resource.file, resource.id);
