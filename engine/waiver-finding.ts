import type { Json, JsonObject, ResourceRef } from '../resources/resource.ts';
import { canonicalJson, digestOf, sha256 } from './canonical.ts';
import type { Finding } from './finding.ts';
import { compliant, defineRule, nonCompliant, type Rule, type Verdict } from './rule.ts';
import type { Waiver, WaiverProblem, WaiverReport } from './waiver.ts';

/** What waivers are remembered as: beside the resources, since what is wrong with them is a finding too. */
export const WAIVER_TYPE = 'Assay::Waiver';

/** Where a waiver stands. */
export type WaiverState = WaiverProblem | 'in-force';

/** All waivers of one rule and scope, which are one risk: a renewal takes the place of what it renews. */
export interface WaiverStanding {
  /** The same for ever for one rule and scope: `rule/hash`. */
  readonly id: string;
  readonly waivers: readonly Waiver[];
  /** The one that counts: of those that have begun, the one that ends last. */
  readonly waiver: Waiver;
  readonly state: WaiverState;
  readonly because?: string;
  /** Changes with the words of the waivers and with the state. */
  readonly digest: string;
}

/** Where each risk's waivers stand. `reports` are of the account's resources. */
export function waiverStandings(
  waivers: readonly Waiver[],
  reports: readonly WaiverReport[],
): readonly WaiverStanding[] {
  const groups = new Map<string, Waiver[]>();
  for (const waiver of waivers)
    groups.set(waiverId(waiver), [...(groups.get(waiverId(waiver)) ?? []), waiver]);
  const problems = new Map(reports.map((report) => [report.waiver, report]));
  return [...groups].map(([id, group]) => {
    const waiver = speaker(group, problems);
    return standing(id, { waivers: group, waiver, report: problems.get(waiver) });
  });
}

interface Group {
  readonly waivers: readonly Waiver[];
  readonly waiver: Waiver;
  readonly report: WaiverReport | undefined;
}

function standing(id: string, { waivers, waiver, report }: Group): WaiverStanding {
  // A waiver for templates alone is of no use here, and is not to be.
  const isOfUseElsewhere = report?.problem === 'unused' && waiver.scope.file !== undefined;
  if (report === undefined || isOfUseElsewhere) return inState('in-force', { id, waivers, waiver });
  return { ...inState(report.problem, { id, waivers, waiver }), because: report.because };
}

function inState(
  state: WaiverState,
  rest: Pick<WaiverStanding, 'id' | 'waivers' | 'waiver'>,
): WaiverStanding {
  return { ...rest, state, digest: digestOf({ state, waivers: rest.waivers.map(plain) }) };
}

/** The same, but that it is too early to say that nothing needs it: what it covers may not have been read yet. */
export const inTime = ({ id, waivers, waiver, state, ...rest }: WaiverStanding): WaiverStanding =>
  state === 'unused' ? inState('in-force', { id, waivers, waiver }) : { id, waivers, waiver, state, ...rest };

const waiverId = ({ rule, scope }: Waiver): string =>
  `${rule}/${sha256(canonicalJson({ rule, scope: { ...scope } })).slice(0, 16)}`;

/** No group is empty. */
function speaker(group: readonly Waiver[], problems: ReadonlyMap<Waiver, WaiverReport>): Waiver {
  const begun = group.filter((waiver) => problems.get(waiver)?.problem !== 'not-yet-approved');
  return (begun.length > 0 ? begun : group).reduce((latest, waiver) =>
    waiver.expires > latest.expires ? waiver : latest,
  );
}

/** Of properties `state` and `waiver`, as `waiverFinding` makes them. */
function judged({ state, waiver }: JsonObject): Verdict {
  const { ticket, scope = null, approved = null, expires = null } = isObject(waiver) ? waiver : {};
  const place = `waivers[${ticket}]`;
  switch (state) {
    case 'expired':
      return nonCompliant({
        path: `${place}.expires`,
        expected: 'a day that has not passed',
        actual: expires,
      });
    case 'over-long': {
      const expected = `a day as soon after ${approved} as the settings ask for`;
      return nonCompliant({ path: `${place}.expires`, expected, actual: expires });
    }
    case 'unused':
      return nonCompliant({ path: `${place}.scope`, expected: 'a finding that it covers', actual: scope });
    default:
      return compliant;
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A rule about the user's own waivers; it stands apart from those about AWS's resources, and nothing chooses it. */
export const waiverRule: Rule = defineRule({
  id: 'waiver-in-order',
  revision: 1,
  title: 'A waiver must be in force, of use, and no longer than allowed',
  rationale:
    'A waiver that has ended leaves its risk open, one that nothing needs hides the next violation, and one without ' +
    'a near end is a decision that nobody takes again.',
  severity: 'MEDIUM',
  profile: 'baseline',
  resourceType: '*',
  controls: {
    published: {},
    judged: ['iso42001_2023:A.6.2.6', 'nist_800_53_r5:CA-7', 'soc2_tsc:CC3.2'],
  },
  guidance:
    'Fix the resource and remove the waiver from assay.waivers.json, or renew it there: with a day within the limit ' +
    'and an approver who is not the requester. Then deploy.',
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/findings-workflow-status.html'],
  examples: {
    compliant: [{ name: 'in force and of use', properties: { state: 'in-force' } }],
    nonCompliant: [{ name: 'ended', properties: { state: 'expired', waiver: { expires: '2026-03-31' } } }],
  },

  evaluate: ({ properties }) => judged(properties),
});

/** What is found of a standing, as a finding about `ref`. */
export function waiverFinding({ waiver, state }: WaiverStanding, ref: ResourceRef): Finding {
  const properties = { state, waiver: plain(waiver) };
  const resource = { ...ref, source: 'state' as const, properties };
  return { rule: waiverRule, resource, verdict: judged(properties), waiver: null };
}

/** A waiver as plain JSON. */
export function plain({ scope, ...waiver }: Waiver): JsonObject {
  return { ...waiver, scope: { ...scope } };
}
