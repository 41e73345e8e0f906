import type { JsonObject, ResourceRef } from '../resources/resource.ts';
import { digestOf } from './canonical.ts';
import type { Finding } from './finding.ts';
import type { Seen } from './posture.ts';
import { compliant, defineRule, nonCompliant, type Rule, type Verdict } from './rule.ts';

/** What coverage is remembered as: one of each type and Region, however many of its resources cannot be read. */
export const COVERAGE_TYPE = 'Assay::Coverage';

/** Of properties `type` and `because`; the latter absent where all is read. */
function judged({ type = null, because }: JsonObject): Verdict {
  if (because === undefined) return compliant;
  return nonCompliant({ path: `coverage[${type}]`, expected: 'resources that can be read', actual: because });
}

/** A rule about what Assay itself may see; it stands apart from those about AWS's resources, and nothing chooses it. */
export const coverageRule: Rule = defineRule({
  id: 'coverage-complete',
  revision: 1,
  title: 'Assay must be able to read what it is to judge',
  rationale:
    'What cannot be read is not judged: its open findings stay as they were, and a new violation is not found. One ' +
    'finding stands for all resources of a type in a Region.',
  severity: 'MEDIUM',
  profile: 'baseline',
  resourceType: '*',
  controls: { published: {}, judged: ['nist_800_53_r5:CA-7'] },
  guidance:
    'Give the read role the action that the finding names, or take away the policy that denies it: a key policy, an ' +
    'organization policy, a permissions boundary. The next sweep closes the finding.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html'],
  examples: {
    compliant: [{ name: 'all is read', properties: { type: 'AWS::KMS::Key' } }],
    nonCompliant: [
      {
        name: 'a denied read',
        properties: { type: 'AWS::KMS::Key', because: 'access denied: kms:DescribeKey' },
      },
    ],
  },

  evaluate: ({ properties }) => judged(properties),
});

/** What of a type in an account and Region is covered; `because` tells why something is not. */
export function coverageSeen(
  ref: ResourceRef,
  {
    type,
    because,
    now,
  }: { readonly type: string; readonly because: string | undefined; readonly now: string },
): Seen {
  const properties: JsonObject = { type, ...(because !== undefined && { because }) };
  const digest = digestOf(properties);
  const resource = { ...ref, source: 'state' as const, properties };
  const finding: Finding = { rule: coverageRule, resource, verdict: judged(properties), waiver: null };
  return {
    ref,
    presence: 'present',
    createdAt: null,
    readAt: [now, now],
    inputDigest: digest,
    ownDigest: digest,
    references: [],
    findings: [finding],
  };
}
