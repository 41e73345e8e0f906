import type { Finding } from '../../engine/finding.ts';
import type { HubFinding } from '../../engine/hub-finding.ts';
import { type Posture, postureAfter, type Seen } from '../../engine/posture.ts';
import type { Verdict } from '../../engine/rule.ts';
import type { AppliedWaiver } from '../../engine/waiver.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { resourceOf } from './resource.ts';
import { ruleWith } from './rule.ts';

export const FAILS: Verdict = {
  status: 'NON_COMPLIANT',
  observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
};
export const PASSES: Verdict = { status: 'COMPLIANT' };
export const LACKS_KEY: Verdict = { status: 'NOT_APPLICABLE', because: 'it has no key' };
export const UNREADABLE: Verdict = {
  status: 'INSUFFICIENT_DATA',
  because: 'access denied: sagemaker:ListTags',
};

export const WAIVER: AppliedWaiver = {
  owner: 'Bob',
  approver: 'Ann',
  ticket: 'SEC-1',
  reason: 'research',
  expires: '2026-06-30',
};

/** What a test says of one rule; a revision or a waiver is its own business. */
export interface Judged {
  readonly verdict: Verdict;
  readonly waiver?: AppliedWaiver | null;
  readonly revision?: number;
  readonly shadow?: true;
}

export const NOTEBOOK: ResourceRef = {
  type: 'AWS::SageMaker::NotebookInstance',
  id: 'research',
  arn: 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/research',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-central-1',
};

export const keyOf = ({ account, region, type, id }: ResourceRef): string =>
  [account, region, type, id].join('/');

/** The posture of a resource after it was judged so, by rule id. */
export function judgedPosture(
  before: Posture | null,
  verdicts: Readonly<Record<string, Judged | Verdict>>,
  {
    now,
    ref = NOTEBOOK,
    isEvent,
    ...more
  }: { now: string; ref?: ResourceRef; isEvent?: boolean } & Partial<Seen>,
): Posture {
  const findings = Object.entries(verdicts).map(([id, given]): Finding => {
    const said: Judged = 'verdict' in given ? given : { verdict: given };
    const { verdict, waiver = null, revision = 1, shadow } = said;
    const rule = ruleWith(undefined, { id, revision, ...(shadow && { shadow }) });
    return { rule, resource: resourceOf(ref.type), verdict, waiver };
  });
  const seen: Seen = {
    ref,
    presence: 'present',
    createdAt: null,
    readAt: [now, now],
    inputDigest: 'digest',
    ownDigest: 'own digest',
    references: [],
    ...more,
    findings,
  };
  return postureAfter(keyOf(ref), before, { seen, now, ...(isEvent !== undefined && { isEvent }) });
}

export const RULE = 'rule';
/** That hour of the first of March. */
export const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** One verdict an hour, from midnight. */
export function lived(...verdicts: readonly (Judged | typeof FAILS)[]): Posture {
  const [first = FAILS, ...others] = verdicts;
  return others.reduce<Posture>(
    (before, each, index) => judgedPosture(before, { [RULE]: each }, { now: at(index + 1) }),
    judgedPosture(null, { [RULE]: first }, { now: at(0) }),
  );
}

export const hubOf = (posture: Posture): HubFinding | undefined => posture.rules[RULE]?.hub;
