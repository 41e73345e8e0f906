import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Path, valueAt } from './path.ts';
import { type Placeholders, type Tokens, tokensOf } from './tokens.ts';
import { compare, type Item, invalid, isEqual, sizeOf, typeOf } from './values.ts';

/** A condition, read. */
export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; of: Condition }
  | { kind: 'compare'; operator: string; operands: Operand[] }
  | { kind: 'call'; name: string; path: Path; argument: Operand | undefined };

type Operand = { kind: 'path' | 'size'; path: Path } | { kind: 'value'; value: AttributeValue };

/** Reads a ConditionExpression, a FilterExpression or a KeyConditionExpression. */
export function readCondition(kind: string, expression: string, placeholders: Placeholders): Condition {
  const tokens = tokensOf(kind, expression, placeholders);
  const condition = alternative(tokens);
  if (tokens.peek() !== undefined) tokens.fail();
  return condition;
}

function alternative(tokens: Tokens): Condition {
  let left = conjunction(tokens);
  while (tokens.takes('OR')) left = { kind: 'or', left, right: conjunction(tokens) };
  return left;
}

function conjunction(tokens: Tokens): Condition {
  let left = negation(tokens);
  while (tokens.takes('AND')) left = { kind: 'and', left, right: negation(tokens) };
  return left;
}

function negation(tokens: Tokens): Condition {
  return tokens.takes('NOT') ? { kind: 'not', of: negation(tokens) } : primary(tokens);
}

const FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains'];

function primary(tokens: Tokens): Condition {
  if (tokens.takes('(')) {
    const inner = alternative(tokens);
    tokens.expect(')');
    return inner;
  }
  const word = tokens.peek() ?? '';
  if (FUNCTIONS.includes(word)) return call(tokens);
  const left = operand(tokens);
  if (tokens.takes('BETWEEN')) {
    const low = operand(tokens);
    tokens.expect('AND');
    return { kind: 'compare', operator: 'BETWEEN', operands: [left, low, operand(tokens)] };
  }
  if (tokens.takes('IN')) return { kind: 'compare', operator: 'IN', operands: [left, ...list(tokens)] };
  const operator = tokens.next();
  if (!['=', '<>', '<', '<=', '>', '>='].includes(operator)) tokens.fail();
  return { kind: 'compare', operator, operands: [left, operand(tokens)] };
}

function call(tokens: Tokens): Condition {
  const name = tokens.next();
  tokens.expect('(');
  const path = tokens.path();
  const argument = tokens.takes(',') ? operand(tokens) : undefined;
  tokens.expect(')');
  return { kind: 'call', name, path, argument };
}

function list(tokens: Tokens): Operand[] {
  tokens.expect('(');
  const operands = [operand(tokens)];
  while (tokens.takes(',')) operands.push(operand(tokens));
  tokens.expect(')');
  return operands;
}

function operand(tokens: Tokens): Operand {
  const word = tokens.peek() ?? '';
  if (word.startsWith(':')) return { kind: 'value', value: tokens.value(tokens.next()) };
  if (word !== 'size') return { kind: 'path', path: tokens.path() };
  tokens.next();
  tokens.expect('(');
  const path = tokens.path();
  tokens.expect(')');
  return { kind: 'size', path };
}

/** Whether an item, or what is in its place when there is none, meets a condition. */
export function meets(item: Item, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(item, condition.left) && meets(item, condition.right);
    case 'or':
      return meets(item, condition.left) || meets(item, condition.right);
    case 'not':
      return !meets(item, condition.of);
    case 'call':
      return answers(item, condition);
    case 'compare': {
      const [left, ...others] = condition.operands.map((one) => resolved(item, one));
      return compares(condition.operator, left, others);
    }
  }
}

function resolved(item: Item, given: Operand): AttributeValue | undefined {
  if (given.kind === 'value') return given.value;
  const value = valueAt(item, given.path);
  return given.kind === 'path' || value === undefined ? value : { N: String(sizeOf(value)) };
}

function compares(
  operator: string,
  left: AttributeValue | undefined,
  others: (AttributeValue | undefined)[],
): boolean {
  const [first, second] = others;
  if (operator === 'IN') return others.some((one) => isEqual(left, one));
  if (operator === '=') return isEqual(left, first);
  if (operator === '<>') return !isEqual(left, first);
  const order = compare(left, first);
  if (order === undefined) return false;
  if (operator === 'BETWEEN') return order >= 0 && (compare(left, second) ?? 1) <= 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function answers(item: Item, { name, path, argument }: Extract<Condition, { kind: 'call' }>): boolean {
  const value = valueAt(item, path);
  if (name === 'attribute_exists') return value !== undefined;
  if (name === 'attribute_not_exists') return value === undefined;
  const wanted = argument && resolved(item, argument);
  if (wanted === undefined) {
    throw invalid(`Incorrect number of operands for operator or function: ${name}, number of operands: 1`);
  }
  if (value === undefined) return false;
  if (name === 'attribute_type') return typeOf(value) === wanted.S;
  if (name === 'begins_with')
    return value.S !== undefined && wanted.S !== undefined && value.S.startsWith(wanted.S);
  if (value.S !== undefined) return wanted.S !== undefined && value.S.includes(wanted.S);
  if (value.L !== undefined) return value.L.some((one) => isEqual(one, wanted));
  return (
    (value.SS ?? []).some((one) => one === wanted.S) ||
    (value.NS ?? []).some((one) => isEqual({ N: one }, wanted))
  );
}

/** The parts of a condition that are joined by AND. */
export function conjuncts(condition: Condition): Condition[] {
  return condition.kind === 'and'
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

/** The attribute that a condition starts from; undefined where it starts from none. */
export function subjectOf(condition: Condition): string | undefined {
  if (condition.kind === 'call') return String(condition.path[0]);
  if (condition.kind !== 'compare') return undefined;
  const [left] = condition.operands;
  return left?.kind === 'path' && left.path.length === 1 ? String(left.path[0]) : undefined;
}
