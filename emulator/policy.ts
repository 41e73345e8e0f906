import { AwsError, EmulatorError } from './errors.ts';
import type { Principal } from './principals.ts';
import { isRecord } from './shapes.ts';

/** A resource's policy, read once. */
export interface Policy {
  readonly document: string;
  readonly statements: readonly Record<string, unknown>[];
}

/** What somebody wants to do. */
interface Asked {
  principal: Principal;
  action: string;
  resource: string;
  /** Condition keys and their values; a key without value is absent from the request. */
  context: Readonly<Record<string, string | undefined>>;
}

/** Reads a document; throws `malformedCode` where it is none. */
export function readPolicy(document: string, malformedCode: string): Policy {
  try {
    const parsed: unknown = JSON.parse(document);
    if (isRecord(parsed) && 'Statement' in parsed) {
      const statements = listOf(parsed['Statement']).filter(isRecord);
      if (statements.every(({ Effect }) => Effect === 'Allow' || Effect === 'Deny'))
        return { document, statements };
    }
  } catch {
    // Falls through to the refusal that an object without statements meets too.
  }
  throw new AwsError(malformedCode, 'Policies must be valid JSON and the first byte must be {', 400);
}

/** What the policy says; one that does not speak of it is silent. A denial outweighs every permission. */
export function judged({ statements }: Policy, asked: Asked): 'allowed' | 'denied' | 'silent' {
  const meant = statements.filter((statement) => isMeant(statement, asked));
  if (meant.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return meant.length > 0 ? 'allowed' : 'silent';
}

/** Keys that every request has. */
export function globalContext({ account, arn, id }: Principal): Record<string, string> {
  return {
    'aws:principalaccount': account,
    'aws:principalarn': roleOf(arn) ?? arn,
    'aws:userid': id,
    'aws:securetransport': 'true',
  };
}

function isMeant(statement: Record<string, unknown>, asked: Asked): boolean {
  return (
    names(statement, 'Action', (action) => isLike(action.toLowerCase(), asked.action.toLowerCase())) &&
    names(statement, 'Resource', (resource) => isLike(resource, asked.resource)) &&
    isNamed(statement, asked.principal) &&
    conditionsHold(statement['Condition'], asked.context)
  );
}

function names(
  statement: Record<string, unknown>,
  member: string,
  isIt: (pattern: string) => boolean,
): boolean {
  const excluded = statement[`Not${member}`];
  if (excluded !== undefined) return !strings(excluded).some(isIt);
  return strings(statement[member]).some(isIt);
}

function isNamed(statement: Record<string, unknown>, principal: Principal): boolean {
  const excluded = statement['NotPrincipal'];
  if (excluded !== undefined) return !principalNames(excluded).some((name) => isSame(name, principal));
  return principalNames(statement['Principal']).some((name) => isSame(name, principal));
}

function principalNames(principal: unknown): string[] {
  return isRecord(principal) ? strings(principal['AWS']) : strings(principal);
}

// The account's root stands for whomever the account's own IAM allows; the emulator's IAM allows everything.
function isSame(name: string, { arn, account, partition }: Principal): boolean {
  if (['*', account, `arn:${partition}:iam::${account}:root`, arn].includes(name)) return true;
  return name.replace(/:role\/.*\//, ':role/') === roleOf(arn);
}

function roleOf(arn: string): string | undefined {
  const [, partition, account, name] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:role/${name}`;
}

type Context = Asked['context'];

function conditionsHold(condition: unknown, context: Context): boolean {
  if (!isRecord(condition)) return true;
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).every(([key, wanted]) =>
      holds(operator, strings(wanted), context[key.toLowerCase()]),
    ),
  );
}

const EXACT: Record<string, (given: string, wanted: string) => boolean> = {
  StringEquals: (given, wanted) => given === wanted,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (given, wanted) => isLike(wanted, given),
  ArnEquals: (given, wanted) => isLike(wanted, given),
  ArnLike: (given, wanted) => isLike(wanted, given),
  NumericEquals: (given, wanted) => Number(given) === Number(wanted),
  NumericLessThan: (given, wanted) => Number(given) < Number(wanted),
  NumericLessThanEquals: (given, wanted) => Number(given) <= Number(wanted),
  NumericGreaterThan: (given, wanted) => Number(given) > Number(wanted),
  NumericGreaterThanEquals: (given, wanted) => Number(given) >= Number(wanted),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
};

function holds(operator: string, wanted: string[], given: string | undefined): boolean {
  if (operator === 'Null') return wanted.includes(given === undefined ? 'true' : 'false');
  const isOptional = operator.endsWith('IfExists');
  const name = isOptional ? operator.slice(0, -'IfExists'.length) : operator;
  const isNegated = name.includes('Not');
  const compare = EXACT[name.replace('Not', '')];
  if (compare === undefined) throw new EmulatorError(`the emulator knows no condition operator ${operator}`);
  // An absent key fails what must match and passes what must not.
  if (given === undefined) return isOptional || isNegated;
  return wanted.some((value) => compare(given, value)) !== isNegated;
}

const patterns = new Map<string, RegExp>();

/** `*` and `?` as in policies. */
function isLike(pattern: string, value: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern === value;
  const known = patterns.get(pattern) ?? compiled(pattern);
  patterns.set(pattern, known);
  return known.test(value);
}

function compiled(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function strings(value: unknown): string[] {
  return listOf(value).map(String);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
