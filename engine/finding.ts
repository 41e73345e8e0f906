import type { Resource } from '../resources/resource.ts';
import type { Judge, Judgement, Neighbourhood } from './judge.ts';
import { isOnlyTold, type Rule, type Severity } from './rule.ts';
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

const SEVERITY_RANK: Readonly<Record<Severity, number>> = { LOW: 0, MEDIUM: 1, HIGH: 2, CRITICAL: 3 };

/** Judges, then applies waivers. */
export function findingsOf(
  resource: Resource,
  { judge, neighbourhood, waivers }: { judge: Judge; neighbourhood: Neighbourhood; waivers: Waivers },
): Finding[] {
  const findings: Finding[] = [];
  for (const judgement of judge.judge(resource, neighbourhood)) {
    findings.push(findingOf(resource, judgement, waivers));
  }
  return findings;
}

function findingOf(resource: Resource, { rule, verdict, fault }: Judgement, waivers: Waivers): Finding {
  // Only what would fail needs a waiver; one that matches a green verdict is of no use and stays reported as such.
  const waiver = verdict.status === 'NON_COMPLIANT' ? waivers.match(rule, resource) : null;
  return fault ? { rule, resource, verdict, waiver, fault } : { rule, resource, verdict, waiver };
}

/** True if the finding makes a gate fail at this threshold: advisory rules and those in shadow never count, waived ones neither. */
export function isFailure({ rule, verdict, waiver }: Finding, failOn: Severity): boolean {
  return (
    verdict.status === 'NON_COMPLIANT' &&
    waiver === null &&
    !isOnlyTold(rule) &&
    SEVERITY_RANK[rule.severity] >= SEVERITY_RANK[failOn]
  );
}
