import { coversAction, coversResource, EVERY_ACTION, EVERY_RESOURCE } from './match.ts';
import type { Condition, Patterns, Policy, Statement } from './policy.ts';
import { certain, type Reading, reading } from './reading.ts';

/** What is asked: an action and a resource, each as spelt out or as a pattern of many. */
export interface Question {
  readonly action: string;
  readonly resource: string;
}

export interface Policies {
  /** Inline and attached identity policies. */
  readonly identity: readonly Policy[];
  /** The permissions boundary; an unreadable one makes every grant unknown. */
  readonly boundary?: Policy;
}

/** `conditional`: granted, but only where a condition holds. `by` are the statements that say so. */
export type Grant =
  | { readonly answer: 'no' }
  | { readonly answer: 'yes' | 'conditional'; readonly by: readonly Statement[] }
  | { readonly answer: 'unknown'; readonly because: string };

/** Whether an Allow's condition restricts what matters to the question; by default each does. May throw UnreadableValueError. */
export type Restricts = (condition: Condition) => boolean;

/**
 * Whether identity policies, less what they deny and within the boundary, grant all that is asked.
 *
 * "All but a named few" counts as all: NotAction and NotResource grant, and deny, a pattern unless an exception covers
 * the whole of it. For an action and a resource that are spelt out, the answer is exact.
 * Not judged: what several statements grant only together, what a condition says (see `restricts`), service and
 * resource control policies, session policies, resource policies. A statement of which not even the effect can be
 * read may grant, but is not presumed to deny: it hides no certain grant.
 */
export function allows(
  { identity, boundary }: Policies,
  question: Question,
  restricts: Restricts = () => true,
): Grant {
  const grant = decide(identity.flat(), question, restricts);
  if (boundary === undefined || grant.answer === 'no') return grant;
  const bound = decide(boundary, question, restricts);
  if (bound.answer === 'no' || grant.answer === 'unknown') return bound.answer === 'no' ? bound : grant;
  if (bound.answer === 'unknown') return bound;
  return bound.answer === 'yes' ? grant : { ...grant, answer: 'conditional' };
}

/** `Action: *` on `Resource: *`, however it is spelt: `*:*`, a list, NotAction, NotResource. */
export function grantsEverything(policies: Policies): Grant {
  return allows(policies, { action: EVERY_ACTION, resource: EVERY_RESOURCE });
}

type Match = 'no' | 'yes' | 'conditional' | { readonly unknown: string };

function decide(statements: Policy, question: Question, restricts: Restricts): Grant {
  const allowed: Statement[] = [];
  const conditionally: Statement[] = [];
  let unknown: string | undefined;
  let denied: Match = 'no';
  for (const read of statements) {
    if ('unreadable' in read) {
      unknown ??= read.unreadable;
      continue;
    }
    const statement = read.value;
    const match = matches(statement, question, restricts);
    if ('value' in statement.effect && statement.effect.value === 'Deny') denied = stronger(denied, match);
    else if (typeof match === 'object') unknown ??= match.unknown;
    else if (match !== 'no' && 'unreadable' in statement.effect) unknown ??= statement.effect.unreadable;
    else if (match === 'yes') allowed.push(statement);
    else if (match === 'conditional') conditionally.push(statement);
  }
  return without(denied, grantOf(allowed, conditionally, unknown));
}

function grantOf(
  allowed: readonly Statement[],
  conditionally: readonly Statement[],
  unknown: string | undefined,
): Grant {
  if (allowed.length > 0) return { answer: 'yes', by: allowed };
  if (unknown !== undefined) return { answer: 'unknown', because: unknown };
  return conditionally.length > 0 ? { answer: 'conditional', by: conditionally } : { answer: 'no' };
}

function without(denied: Match, grant: Grant): Grant {
  if (denied === 'yes') return { answer: 'no' };
  if (grant.answer !== 'yes' && grant.answer !== 'conditional') return grant;
  if (typeof denied === 'object') return { answer: 'unknown', because: denied.unknown };
  return denied === 'conditional' ? { ...grant, answer: 'conditional' } : grant;
}

const weight = (match: Match): number =>
  typeof match === 'object' ? 2 : { no: 0, conditional: 1, yes: 3 }[match];

const stronger = (a: Match, b: Match): Match => (weight(b) > weight(a) ? b : a);

/** A part that certainly does not match decides, whatever cannot be read beside it. */
function matches(statement: Statement, { action, resource }: Question, restricts: Restricts): Match {
  const parts = [
    partMatches(statement.actions, (pattern) => coversAction(pattern, action)),
    partMatches(statement.resources, (pattern) => coversResource(pattern, resource)),
  ];
  if (parts.includes('no')) return 'no';
  const isConditional = reading(() => conditionRestricts(statement, restricts));
  if ('unreadable' in isConditional) parts.push({ unknown: isConditional.unreadable });
  const open = parts.find((part) => typeof part === 'object');
  if (open) return open;
  return 'value' in isConditional && isConditional.value ? 'conditional' : 'yes';
}

/** A Deny's condition always leaves a gap: only an Allow's may be judged harmless. */
function conditionRestricts({ effect, condition }: Statement, restricts: Restricts): boolean {
  const read = certain(condition);
  if (read === undefined) return false;
  return ('value' in effect && effect.value === 'Deny') || restricts(read);
}

function partMatches(part: Reading<Patterns>, covers: (pattern: string) => boolean): Match {
  if ('unreadable' in part) return { unknown: part.unreadable };
  const { negated, patterns } = part.value;
  if (patterns.some((pattern) => 'value' in pattern && covers(pattern.value))) return negated ? 'no' : 'yes';
  const unreadable = patterns.find((pattern) => 'unreadable' in pattern);
  if (unreadable && 'unreadable' in unreadable) return { unknown: unreadable.unreadable };
  return negated ? 'yes' : 'no';
}
