import { BlockList, isIP } from 'node:net';
import { AwsError } from '../../errors.ts';
import { isRecord } from '../../shapes.ts';

/** Whether an event matches. */
export type Matcher = (event: unknown) => boolean;

/**
 * Reads an event pattern; throws `InvalidEventPatternException` for one that EventBridge would refuse.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function readPattern(pattern: string): Matcher {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch {
    throw invalid('it is no JSON');
  }
  return objectMatcher(parsed, '$');
}

function objectMatcher(pattern: unknown, at: string): Matcher {
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw invalid(`${at} must be an object that is not empty`);
  const members = Object.entries(pattern).map(([name, value]) => memberMatcher(name, value, `${at}.${name}`));
  return (event) =>
    Array.isArray(event)
      ? event.some((one) => members.every((isMet) => isMet(one)))
      : members.every((isMet) => isMet(event));
}

function memberMatcher(name: string, value: unknown, at: string): Matcher {
  if (name === '$or') return anyMatcher(value, at);
  const member = (event: unknown) => (isObject(event) ? event[name] : undefined);
  if (!Array.isArray(value)) {
    const inner = objectMatcher(value, at);
    return (event) => inner(member(event));
  }
  if (value.length === 0) throw invalid(`${at} must not be an empty array`);
  const wanted = value.map((one) => valueMatcher(one, at));
  return (event) => {
    const found = member(event);
    // An array matches if one of its elements does; an empty one is as good as absent.
    const leaves = Array.isArray(found) ? found : [found];
    return (leaves.length === 0 ? [undefined] : leaves).some((leaf) => wanted.some((isMet) => isMet(leaf)));
  };
}

function anyMatcher(value: unknown, at: string): Matcher {
  if (!Array.isArray(value) || value.length < 2)
    throw invalid(`${at} must be an array of at least two patterns`);
  const branches = value.map((branch, index) => objectMatcher(branch, `${at}[${index}]`));
  return (event) => branches.some((isMet) => isMet(event));
}

function valueMatcher(wanted: unknown, at: string): Matcher {
  if (!isRecord(wanted)) return (leaf) => leaf === wanted;
  const [[name = '', operand] = [], ...others] = Object.entries(wanted);
  const operator = OPERATORS[name];
  if (operator === undefined || others.length > 0)
    throw invalid(`${at} has the unknown operator ${Object.keys(wanted).join(', ')}`);
  return operator(operand, at);
}

type Operator = (operand: unknown, at: string) => Matcher;

const OPERATORS: Record<string, Operator> = {
  prefix: (operand, at) => textual(operand, at, (leaf, part) => leaf.startsWith(part)),
  suffix: (operand, at) => textual(operand, at, (leaf, part) => leaf.endsWith(part)),
  'equals-ignore-case': (operand, at) => {
    const wanted = textOf(operand, at).toLowerCase();
    return ifText((leaf) => leaf.toLowerCase() === wanted);
  },
  wildcard: (operand, at) => {
    const isLike = wildcard(textOf(operand, at));
    return ifText(isLike);
  },
  'anything-but': anythingBut,
  numeric: numeric,
  exists: (operand, at) => {
    if (typeof operand !== 'boolean') throw invalid(`${at}: exists takes true or false`);
    return (leaf) => (leaf !== undefined && !isObject(leaf)) === operand;
  },
  cidr: (operand, at) => {
    const isInside = cidr(textOf(operand, at), at);
    return ifText(isInside);
  },
};

function textual(operand: unknown, at: string, compare: (leaf: string, part: string) => boolean): Matcher {
  if (!isObject(operand)) {
    const part = textOf(operand, at);
    return ifText((leaf) => compare(leaf, part));
  }
  const part = textOf(operand['equals-ignore-case'], at).toLowerCase();
  return ifText((leaf) => compare(leaf.toLowerCase(), part));
}

function anythingBut(operand: unknown, at: string): Matcher {
  const excluded = isObject(operand)
    ? negated(operand, at)
    : listOf(operand).map((one) => valueMatcher(one, at));
  if (excluded.length === 0) throw invalid(`${at}: anything-but takes at least one value`);
  // What is absent or no leaf is not "anything".
  return (leaf) => leaf !== undefined && !isObject(leaf) && !excluded.some((isMet) => isMet(leaf));
}

function negated(operand: Record<string, unknown>, at: string): Matcher[] {
  const [[name = '', values] = []] = Object.entries(operand);
  const operator = ['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(name)
    ? OPERATORS[name]
    : undefined;
  if (operator === undefined) throw invalid(`${at}: anything-but does not take ${name}`);
  return listOf(values).map((value) => operator(value, at));
}

const COMPARISONS: Record<string, (leaf: number, bound: number) => boolean> = {
  '=': (leaf, bound) => leaf === bound,
  '>': (leaf, bound) => leaf > bound,
  '>=': (leaf, bound) => leaf >= bound,
  '<': (leaf, bound) => leaf < bound,
  '<=': (leaf, bound) => leaf <= bound,
};

function numeric(operand: unknown, at: string): Matcher {
  const parts = listOf(operand);
  const bounds: ((leaf: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [operator, bound] = [parts[index], parts[index + 1]];
    const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
    if (compare === undefined || typeof bound !== 'number')
      throw invalid(`${at}: numeric takes operators and numbers in turn`);
    bounds.push((leaf) => compare(leaf, bound));
  }
  if (bounds.length === 0 || bounds.length > 2) throw invalid(`${at}: numeric takes one or two comparisons`);
  return (leaf) => typeof leaf === 'number' && bounds.every((isWithin) => isWithin(leaf));
}

function wildcard(pattern: string): (leaf: string) => boolean {
  const source = pattern
    .split(/(\\\\|\\\*|\*)/)
    .map((part) => {
      if (part === '*') return '.*';
      return part.replace(/^\\([\\*])$/, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  const expression = new RegExp(`^${source}$`, 's');
  return (leaf) => expression.test(leaf);
}

function cidr(block: string, at: string): (leaf: string) => boolean {
  const [address = '', bits = ''] = block.split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d+$/.test(bits)) throw invalid(`${at}: ${block} is no CIDR block`);
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
  return (leaf) => isIP(leaf) === family && list.check(leaf, family === 6 ? 'ipv6' : 'ipv4');
}

function ifText(isMet: (leaf: string) => boolean): Matcher {
  return (leaf) => typeof leaf === 'string' && isMet(leaf);
}

function textOf(operand: unknown, at: string): string {
  if (typeof operand === 'string' && operand !== '') return operand;
  throw invalid(`${at} takes a text, not ${JSON.stringify(operand)}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${why}`, 400);
}
