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
    'value' in other ? [reading(() => deniesOutside(other.value, statement, account))] : [],
  );
  if (strangers.length === 0 || denials.some((denial) => 'value' in denial && denial.value)) return [];
  // What cannot be read beside them might still confine them; the statement's own effect is among the denials.
  certain(confined);
  for (const denial of denials) certain(denial);
  return strangers;
}

/** An account's id, or any ARN of it. */
const ACCOUNT = /^(\d{12})$|^arn:(?:[^:$]+|\$\{[^}]+\}):(?:iam|sts)::(\d{12}|\$\{AWS::AccountId\}):/;
/** A role or user of the same template, which is of the same account; so is an origin access identity of CloudFront. */
const OWN = /^\$\{[^}]+\.(?:arn|S3CanonicalUserId)\}$/i;

/**
 * Principals that are of no account but another: `*`, other accounts, federations. Service principals are AWS.
 * @throws UnreadableValueError if none is certain and one cannot be told.
 */
function strangersIn(principals: Principals, account: string | null): readonly string[] {
  // Allowed to everyone but somebody is allowed to everyone.
  if (typeof principals === 'string') return ['*'];
  const { AWS = [], Federated = [], CanonicalUser = [] } = principals;
  const found = [
    ...Federated.map((read) =>
      'value' in read && !read.value.startsWith('arn:') ? read : strangerIn(read, account),
    ),
    ...[...CanonicalUser, ...AWS].map((read) => strangerIn(read, account)),
  ];
  const strangers = found.flatMap((read) => ('value' in read && read.value ? [read.value] : []));
  if (strangers.length === 0) for (const read of found) certain(read);
  return strangers;
}

function strangerIn(read: Reading<string>, account: string | null): Reading<string | undefined> {
  if ('unreadable' in read) return read;
  const principal = read.value;
  if (principal === '*') return { value: principal };
  if (OWN.test(principal)) return { value: undefined };
  return reading(() => {
    const [, id, idInArn] = ACCOUNT.exec(principal) ?? [];
    const owner = id ?? idInArn;
    if (owner === undefined) throw new UnreadableValueError(`${principal} does not tell its account`);
    return isOwn(owner, account) ? undefined : principal;
  });
}

function isOwn(owner: string, account: string | null): boolean {
  if (owner === '${AWS::AccountId}' || owner === account) return true;
  if (account === null && /^\d{12}$/.test(owner))
    throw new UnreadableValueError('the account is not known here');
  return false;
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Reading<string>[];
}

const testsIn = (condition: Condition | undefined): readonly Test[] =>
  Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );

/** An operator with IfExists is passed by whoever lacks the key. */
const IS_ONE_OF = /^(?:ForAnyValue:)?(?:String(?:Equals|Like)(?:IgnoreCase)?|Arn(?:Equals|Like))$/i;

/** Conditions hold together: one that confines is enough, whatever cannot be read beside it. */
function isConfined(condition: Condition | undefined, account: string | null): boolean {
  const confines = testsIn(condition).map((test) =>
    reading(() => isAwsItself(test, 'true') || (IS_ONE_OF.test(test.operator) && namesOwn(test, account))),
  );
  if (confines.some((read) => 'value' in read && read.value)) return true;
  for (const read of confines) certain(read);
  return false;
}

/** Who calls, and for a call that a service makes by itself, on whose behalf. */
const ORGANIZATION = ['aws:principalorgid', 'aws:principalorgpaths', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const ACCOUNTS = ['aws:principalaccount', 'aws:sourceaccount'];
const ARNS = ['aws:principalarn', 'aws:sourcearn'];

/** Whether a key, if it is one that tells who calls, is compared with nobody but the organization or the account. */
function namesOwn({ key, values }: Test, account: string | null): boolean {
  if (ORGANIZATION.includes(key)) return namesOrganizations(values);
  if (ACCOUNTS.includes(key)) return values.map(certain).every((value) => isOwn(value, account));
  if (ARNS.includes(key)) return values.map(certain).every((value) => isOwn(ownerIn(value), account));
  if (!key.startsWith('s3:dataaccesspoint')) return false;
  throw new UnreadableValueError('the policies of access points decide, and are not read');
}

/** The fifth part of an ARN; a template's variables have colons of their own. */
const ownerIn = (arn: string): string =>
  /^(?:arn(?::(?:\$\{[^}]*\}|[^:])*){3}:)((?:\$\{[^}]*\}|[^:])+):/.exec(arn)?.[1] ?? '';

/** A wildcard in an organization's id matches every organization. */
const namesOrganizations = (values: Test['values']): boolean =>
  values.map(certain).every((value) => /^(o-[^*?]|\$\{)/.test(value));

/** Who lacks the key is met by a Deny with IfExists, and is not let in by an Allow. */
const BOOLEAN = { true: ['bool'], false: ['bool', 'boolifexists'] };

const isAwsItself = ({ operator, key, values }: Test, truth: 'true' | 'false'): boolean =>
  key === 'aws:principalisawsservice' &&
  BOOLEAN[truth].includes(operator.toLowerCase()) &&
  values.map(certain).every((value) => value.toLowerCase() === truth);

/**
 * The other way to say it: everybody, or everybody outside the organization or the account, is denied all that the
 * statement allows. A Deny with a NotPrincipal spares whom it names.
 * @throws UnreadableValueError if it might.
 */
function deniesOutside(deny: Statement, allowed: Statement, account: string | null): boolean {
  return (
    certain(deny.effect) === 'Deny' &&
    isEverybody(certain(deny.principals)) &&
    coversAll(certain(deny.actions), certain(allowed.actions), coversAction) &&
    coversAll(certain(deny.resources), certain(allowed.resources), coversResource) &&
    meetsAllOutside(certain(deny.condition), account)
  );
}

const isEverybody = (principals: Principals): boolean =>
  typeof principals === 'string'
    ? principals === 'everyone'
    : principals.AWS?.some((read) => certain(read) === '*') === true;

/** Conditions hold together: each spares whom it does not meet, which may be AWS itself and what is one's own. */
function meetsAllOutside(condition: Condition | undefined, account: string | null): boolean {
  const tests = testsIn(condition).filter((test) => !isAwsItself(test, 'false'));
  return (
    tests.every(
      (test) =>
        /^(?:String|Arn)Not(?:Equals|Like)/i.test(test.operator) &&
        test.key.startsWith('aws:principal') &&
        namesOwn(test, account),
    ) && tests.filter(({ key }) => ORGANIZATION.includes(key)).length < 2
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
