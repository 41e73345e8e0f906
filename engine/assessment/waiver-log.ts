import type { Json, JsonObject } from '../../resources/resource.ts';
import type { AppliedWaiver, Waiver, WaiverProblem, WaiverScope } from '../waiver.ts';
import type { AssessedFinding, AssessedWaiver } from './assessment.ts';

/** A waiver as evidence or a scan tells of it, and what was wrong with it. */
export interface KnownWaiver {
  readonly waiver: Waiver;
  readonly problem: WaiverProblem | null;
}

/** What notices of kind `waiver` have said so far: the last word on each risk. */
export interface WaiverLog {
  told(detail: JsonObject): void;
  known(): readonly KnownWaiver[];
}

export function createWaiverLog(): WaiverLog {
  const risks = new Map<string, readonly KnownWaiver[]>();
  return {
    told({ waiver: id, state, waivers }) {
      if (typeof id !== 'string') return;
      if (state === 'removed') risks.delete(id);
      else
        risks.set(
          id,
          (Array.isArray(waivers) ? waivers : []).flatMap((each) => knownOf(each, state)),
        );
    },
    known: () => [...risks.values()].flat(),
  };
}

/** Under a problem of one, the others of the same risk are told by their days alone. */
function knownOf(value: Json, state: Json | undefined): KnownWaiver[] {
  if (!isObject(value)) return [];
  const { scope = {} } = value;
  const text = (name: string): string => textOf(value[name]);
  const waiver: Waiver = {
    rule: text('rule'),
    scope: isObject(scope) ? (scope as WaiverScope) : {},
    owner: text('owner'),
    requester: text('requester'),
    approver: text('approver'),
    ticket: text('ticket'),
    reason: text('reason'),
    approved: text('approved'),
    expires: text('expires'),
  };
  return [{ waiver, problem: state === 'unused' || state === 'over-long' ? state : null }];
}

const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * All waivers as they stand on a day: those that were told of, and those that only findings show, by the end of each.
 * `known` may be in any order.
 */
export function assessedWaivers(
  known: readonly KnownWaiver[],
  findings: readonly Pick<AssessedFinding, 'rule' | 'waiver' | 'resource'>[],
  asOf: string,
): readonly AssessedWaiver[] {
  const covered = new Map<string, Covered>();
  for (const { rule, waiver, resource } of findings) {
    if (waiver === null) continue;
    const name = nameOf(rule, waiver);
    const before = covered.get(name);
    covered.set(name, { rule, waiver, first: before?.first ?? resource.id, count: (before?.count ?? 0) + 1 });
  }
  const today = asOf.slice(0, 10);
  const told = known.map(({ waiver, problem }): AssessedWaiver => {
    const covers = covered.get(nameOf(waiver.rule, waiver))?.count ?? 0;
    const { rule, owner, approver, ticket, reason, expires } = waiver;
    const state = stateOf(waiver, { problem: covers > 0 ? null : problem, today });
    return { rule, owner, approver, ticket, reason, expires, scope: scopeText(waiver.scope), state, covers };
  });
  const names = new Set(known.map(({ waiver }) => nameOf(waiver.rule, waiver)));
  const shown = [...covered].flatMap(([name, each]) => (names.has(name) ? [] : [shownBy(each, today)]));
  return [...told, ...shown].toSorted(
    (a, b) => compare(a.expires, b.expires) || compare(a.rule, b.rule) || compare(a.scope, b.scope),
  );
}

interface Covered {
  readonly rule: string;
  readonly waiver: AppliedWaiver;
  readonly first: string;
  readonly count: number;
}

/** A finding tells who and until when, and of the scope only what it covers. */
function shownBy({ rule, waiver, first, count }: Covered, today: string): AssessedWaiver {
  const scope = count === 1 ? `resource ${first}` : `resource ${first} and ${count - 1} more`;
  return { ...waiver, rule, scope, covers: count, state: endsSoon(waiver, today) ? 'ends-soon' : 'in-force' };
}

function stateOf(
  waiver: Waiver,
  { problem, today }: { readonly problem: WaiverProblem | null; readonly today: string },
): AssessedWaiver['state'] {
  if (waiver.expires < today) return 'expired';
  if (waiver.approved > today) return 'not-yet-approved';
  if (problem === 'over-long' || problem === 'unused') return problem;
  return endsSoon(waiver, today) ? 'ends-soon' : 'in-force';
}

const endsSoon = ({ expires }: AppliedWaiver, today: string): boolean =>
  Date.parse(expires) - Date.parse(today) <= SOON_DAYS * DAY_MS;

const nameOf = (rule: string, { ticket, approver, expires }: AppliedWaiver): string =>
  JSON.stringify([rule, ticket, approver, expires]);

function scopeText(scope: WaiverScope): string {
  const members = (['resource', 'type', 'account', 'region', 'file'] as const).flatMap((name) =>
    scope[name] === undefined ? [] : [`${name} ${scope[name]}`],
  );
  return members.join(', ') || 'everything';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
