import type { Resource, ResourceRef } from '../resources/resource.ts';
import { sha256 } from './canonical.ts';
import type { Judge, Judgement, Neighbourhood } from './judge.ts';
import type { Rule, Severity } from './rule.ts';
import type { Verdict } from './verdict.ts';
import type { AppliedWaiver, Waivers } from './waiver.ts';

/** One rule's verdict on one resource, with the waiver in force: the third noun. */
export interface Finding {
  readonly rule: Rule;
  readonly resource: Resource;
  /** The raw verdict; a waiver never changes it. */
  readonly verdict: Verdict;
  readonly waiver: AppliedWaiver | null;
  readonly fault?: Error;
}

const SEVERITIES: readonly Severity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

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

/** Judges, then applies waivers. */
export function findingsOf(
  resource: Resource,
  { judge, neighbourhood, waivers }: { judge: Judge; neighbourhood: Neighbourhood; waivers: Waivers },
): Finding[] {
  return judge.judge(resource, neighbourhood).map((judgement) => findingOf(resource, judgement, waivers));
}

function findingOf(resource: Resource, { rule, verdict, fault }: Judgement, waivers: Waivers): Finding {
  // Only what would fail needs a waiver; one that matches a green verdict is of no use and stays reported as such.
  const waiver = verdict.status === 'NON_COMPLIANT' ? waivers.match(rule, resource) : null;
  return { rule, resource, verdict, waiver, ...(fault && { fault }) };
}

/** True if the finding makes a gate fail at this threshold: advisory rules never count, waived ones neither. */
export function isFailure({ rule, verdict, waiver }: Finding, failOn: Severity): boolean {
  return (
    verdict.status === 'NON_COMPLIANT' &&
    waiver === null &&
    rule.profile !== 'advisory' &&
    severityRank(rule.severity) >= severityRank(failOn)
  );
}
