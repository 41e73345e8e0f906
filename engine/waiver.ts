import type { Resource } from '../resources/resource.ts';
import type { Rule } from './rule.ts';

/** What a waiver covers; every given member must match, `*` and `?` as in a shell. */
export interface WaiverScope {
  /** ARN, id, logical id or plan address. */
  readonly resource?: string | undefined;
  readonly type?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Template or plan, for the gate. */
  readonly file?: string | undefined;
}

/** A risk that two named people accepted until a day. */
export interface Waiver {
  readonly rule: string;
  readonly scope: WaiverScope;
  readonly owner: string;
  readonly requester: string;
  readonly approver: string;
  readonly ticket: string;
  readonly reason: string;
  /** Day it was approved, YYYY-MM-DD. */
  readonly approved: string;
  /** Last day it holds, YYYY-MM-DD, UTC. */
  readonly expires: string;
}

/** As it stands in a finding. */
export interface AppliedWaiver {
  readonly owner: string;
  readonly approver: string;
  readonly ticket: string;
  readonly reason: string;
  readonly expires: string;
}

export type WaiverProblem = 'expired' | 'over-long' | 'unused' | 'not-yet-approved';

export interface WaiverReport {
  readonly waiver: Waiver;
  readonly problem: WaiverProblem;
  readonly because: string;
}

export interface Waivers {
  /** The waiver in force for this rule and resource; remembers that it was of use. */
  match(rule: Rule, resource: Resource): AppliedWaiver | null;
  /** Expired, over-long and unused waivers; ask after the last match. */
  report(): readonly WaiverReport[];
  /** In force, ending within so many days. */
  endingWithin(days: number): readonly Waiver[];
}

export interface WaiverOptions {
  /** ISO 8601 instant; the engine has no clock of its own. */
  readonly now: string;
  readonly maxDays: number;
  /** A judged file's path as the waiver file would write it, beside the one that the user typed. */
  readonly pathOf?: (file: string) => string;
}

export const DEFAULT_MAX_WAIVER_DAYS = 365;

const DAY_MS = 86_400_000;

export const noWaivers: Waivers = { match: () => null, report: () => [], endingWithin: () => [] };

/** Waivers as one pure lookup, the same for the gate and for the account. */
export function waiversOf(waivers: readonly Waiver[], { now, maxDays, pathOf }: WaiverOptions): Waivers {
  const today = now.slice(0, 10);
  const used = new Set<Waiver>();
  const states = new Map(waivers.map((waiver) => [waiver, stateOf(waiver, today, maxDays)]));
  const inForce = waivers.filter((waiver) => states.get(waiver) === undefined);

  return {
    match(rule, resource) {
      const files = resource.file === undefined ? [] : [resource.file, pathOf?.(resource.file)];
      const matching = inForce.filter((waiver) => covers(waiver, rule, { ...resource, files }));
      for (const waiver of matching) used.add(waiver);
      // The one that ends last speaks; the others are of use too.
      const [longest] = matching.toSorted((a, b) => b.expires.localeCompare(a.expires));
      return longest ? applied(longest) : null;
    },
    report() {
      return waivers.flatMap((waiver) => {
        const state = states.get(waiver);
        if (state) return [state];
        return used.has(waiver)
          ? []
          : [{ waiver, problem: 'unused' as const, because: 'it matched no finding; remove it' }];
      });
    },
    endingWithin: (days) => inForce.filter(({ expires }) => daysBetween(today, expires) <= days),
  };
}

function stateOf(waiver: Waiver, today: string, maxDays: number): WaiverReport | undefined {
  if (waiver.expires < today) {
    return {
      waiver,
      problem: 'expired',
      because: `it ended on ${waiver.expires}; fix the resource or ask again`,
    };
  }
  if (waiver.approved > today) {
    return { waiver, problem: 'not-yet-approved', because: `it is approved as of ${waiver.approved} only` };
  }
  const days = daysBetween(waiver.approved, waiver.expires);
  if (days <= maxDays) return undefined;
  return {
    waiver,
    problem: 'over-long',
    because: `it lasts ${days} days, at most ${maxDays} are allowed; not applied`,
  };
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const applied = ({ owner, approver, ticket, reason, expires }: Waiver): AppliedWaiver => ({
  owner,
  approver,
  ticket,
  reason,
  expires,
});

type Covered = Resource & { readonly files: readonly (string | undefined)[] };

function covers({ rule: ruleId, scope }: Waiver, rule: Rule, resource: Covered): boolean {
  if (ruleId !== rule.id && !rule.aliases?.includes(ruleId)) return false;
  return (
    matches(scope.resource, resource.arn, resource.id) &&
    matches(scope.type, resource.type) &&
    matches(scope.account, resource.account) &&
    matches(scope.region, resource.region) &&
    matches(scope.file, ...resource.files)
  );
}

function matches(pattern: string | undefined, ...texts: readonly (string | null | undefined)[]): boolean {
  if (pattern === undefined) return true;
  return texts.some((text) => typeof text === 'string' && globToRegExp(pattern).test(text));
}

const globs = new Map<string, RegExp>();

/** `*` any text, `?` one character, the rest literally; the whole text must match. */
export function globToRegExp(pattern: string): RegExp {
  let regExp = globs.get(pattern);
  if (!regExp) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.');
    regExp = new RegExp(`^${source}$`, 's');
    globs.set(pattern, regExp);
  }
  return regExp;
}
