import { UnreadableValueError } from '../verdict.ts';
import { coversAction, coversResource } from './match.ts';
import type { Condition, Patterns, Policy, Principals, Statement } from './policy.ts';
import { certain, type Reading, reading } from './reading.ts';

/**
 * Principals of neither the account nor the organization that a statement of a resource policy lets in: `*`, other
 * accounts, federations; service principals are AWS and none. A condition on the organization or on the account
 * confines it, and so does a Deny of everybody, or of everybody outside the organization, that covers all it allows.
 * Whether the organization named is one's own is not judged.
 * @throws UnreadableValueError if none is certain and something cannot be told.
 */
export function outsidersOf(statement: Statement, policy: Policy, account: string | null): readonly string[] {
  const { effect, principals, condition } = statement;
  if ('value' in effect && effect.value === 'Deny') return [];
  const confined = reading(() => isConfined(certain(condition), account));
  if ('value' in confined && confined.value) return [];
  const strangers = strangersIn(certain(principals), account);
  const denials = policy.flatMap((other) =>
    'value' in other ? [reading(() => deniesOutside(other.value, statement))] : [],
  );
  if (strangers.length === 0 || denials.some((denial) => 'value' in denial && denial.value)) return [];
  // What cannot be read beside them might still confine them; the statement's own effect is among the denials.
  certain(confined);
  for (const denial of denials) certain(denial);
  return strangers;
}

/** An account's id, or any ARN of it. */
const ACCOUNT = /^(\d{12})$|^arn:(?:[^:$]+|\$\{[^}]+\}):(?:iam|sts)::(\d{12}|\$\{AWS::AccountId\}):/;
/** A role or user of the same template, which is of the same account. */
const OWN_ARN = /^\$\{[^}]+\.arn\}$/i;

/**
 * Principals that are of no account but another: `*`, other accounts, federations. Service principals are AWS.
 * @throws UnreadableValueError if none is certain and one cannot be told.
 */
function strangersIn(principals: Principals, account: string | null): readonly string[] {
  // Allowed to everyone but somebody is allowed to everyone.
  if (typeof principals === 'string') return ['*'];
  const { AWS = [], Federated = [], CanonicalUser = [] } = principals;
  const found = [...Federated, ...CanonicalUser, ...AWS.map((read) => strangerIn(read, account))];
  const strangers = found.flatMap((read) => ('value' in read && read.value ? [read.value] : []));
  if (strangers.length === 0) for (const read of found) certain(read);
  return strangers;
}

function strangerIn(read: Reading<string>, account: string | null): Reading<string | undefined> {
  if ('unreadable' in read) return read;
  const principal = read.value;
  if (principal === '*') return { value: principal };
  if (OWN_ARN.test(principal)) return { value: undefined };
  return reading(() => {
    const [, id, idInArn] = ACCOUNT.exec(principal) ?? [];
    const owner = id ?? idInArn;
    if (owner === undefined) throw new UnreadableValueError(`${principal} does not tell its account`);
    if (owner === '${AWS::AccountId}' || owner === account) return undefined;
    if (account === null) throw new UnreadableValueError('the account is not known here');
    return principal;
  });
}

const ORGANIZATION = ['aws:principalorgid', 'aws:principalorgpaths'];

/** An operator with IfExists is passed by whoever lacks the key. */
function isConfined(condition: Condition | undefined, account: string | null): boolean {
  return Object.entries(condition ?? {}).some(([operator, keys]) => {
    if (!/^(ForAnyValue:)?String(Equals|Like)(IgnoreCase)?$/i.test(operator)) return false;
    return Object.entries(keys).some(([key, values]) => {
      if (key === 'aws:principalaccount') {
        return values.map(certain).every((value) => value === account || value === '${AWS::AccountId}');
      }
      return namesOrganizations(key, values);
    });
  });
}

/** A wildcard in an organization's id matches every organization. */
const namesOrganizations = (key: string, values: readonly Reading<string>[]): boolean =>
  ORGANIZATION.includes(key) && values.map(certain).every((value) => /^(o-[^*?]|\$\{)/.test(value));

/**
 * The other way to say it: everybody, or everybody outside the organization, is denied all that the statement allows.
 * A Deny with a NotPrincipal spares whom it names.
 * @throws UnreadableValueError if it might.
 */
function deniesOutside(deny: Statement, allowed: Statement): boolean {
  return (
    certain(deny.effect) === 'Deny' &&
    certain(deny.principals) === 'everyone' &&
    coversAll(certain(deny.actions), certain(allowed.actions), coversAction) &&
    coversAll(certain(deny.resources), certain(allowed.resources), coversResource) &&
    meetsAllOutside(certain(deny.condition))
  );
}

/** Conditions hold together: a second one would spare whom it does not meet. */
function meetsAllOutside(condition: Condition | undefined): boolean {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  const [first, second] = tests;
  if (first === undefined) return true;
  return (
    second === undefined &&
    /^StringNot(Equals|Like)/i.test(first.operator) &&
    namesOrganizations(first.key, first.values)
  );
}

/** Only lists are compared: what is said by exceptions is not taken for covered. */
const coversAll = (
  wide: Patterns,
  narrow: Patterns,
  covers: (pattern: string, asked: string) => boolean,
): boolean =>
  !wide.negated &&
  !narrow.negated &&
  narrow.patterns.every((asked) => wide.patterns.some((pattern) => covers(certain(pattern), certain(asked))));
