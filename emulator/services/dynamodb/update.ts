import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Path, valueAt, withValue } from './path.ts';
import { type Placeholders, type Tokens, tokensOf } from './tokens.ts';
import { add, changedSet, type Item, invalid } from './values.ts';

/** What an UpdateExpression does: to which paths, and what comes of an item. */
export interface Update {
  readonly paths: readonly Path[];
  apply(item: Item): Item;
}

type Change = { path: Path; to: (item: Item) => AttributeValue | undefined };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
export function readUpdate(expression: string, placeholders: Placeholders): Update {
  const tokens = tokensOf('UpdateExpression', expression, placeholders);
  const changes: Change[] = [];
  while (tokens.peek() !== undefined) {
    const clause = tokens.next().toUpperCase();
    const read = CLAUSES[clause] ?? tokens.fail();
    do changes.push(read(tokens));
    while (tokens.takes(','));
  }
  checkOverlap(changes);
  return {
    paths: changes.map(({ path }) => path),
    // Every right side sees the item as it was before.
    apply: (item) => changes.reduce((changed, { path, to }) => withValue(changed, path, to(item)), item),
  };
}

const CLAUSES: Record<string, (tokens: Tokens) => Change> = {
  SET(tokens) {
    const path = tokens.path();
    tokens.expect('=');
    const left = term(tokens);
    const sign = tokens.takes('+') ? 1 : tokens.takes('-') ? -1 : undefined;
    if (sign === undefined) return { path, to: left };
    const right = term(tokens);
    return { path, to: (item) => add(left(item), right(item), sign) };
  },
  REMOVE: (tokens) => ({ path: tokens.path(), to: () => undefined }),
  ADD(tokens) {
    const path = tokens.path();
    const value = tokens.value(tokens.next());
    return {
      path,
      to(item) {
        const old = valueAt(item, path);
        return value.N === undefined ? changedSet(old, value, 'add') : add(old ?? { N: '0' }, value, 1);
      },
    };
  },
  DELETE(tokens) {
    const path = tokens.path();
    const value = tokens.value(tokens.next());
    return { path, to: (item) => changedSet(valueAt(item, path), value, 'delete') };
  },
};

type Term = (item: Item) => AttributeValue;

function term(tokens: Tokens): Term {
  const word = tokens.peek() ?? '';
  if (word.startsWith(':')) {
    const value = tokens.value(tokens.next());
    return () => value;
  }
  if (word === 'if_not_exists') return ifNotExists(tokens);
  if (word === 'list_append') return listAppend(tokens);
  const path = tokens.path();
  return (item) => {
    const value = valueAt(item, path);
    if (value !== undefined) return value;
    throw invalid('The provided expression refers to an attribute that does not exist in the item');
  };
}

function ifNotExists(tokens: Tokens): Term {
  tokens.next();
  tokens.expect('(');
  const path = tokens.path();
  tokens.expect(',');
  const otherwise = term(tokens);
  tokens.expect(')');
  return (item) => valueAt(item, path) ?? otherwise(item);
}

function listAppend(tokens: Tokens): Term {
  tokens.next();
  tokens.expect('(');
  const first = term(tokens);
  tokens.expect(',');
  const second = term(tokens);
  tokens.expect(')');
  return (item) => {
    const [a, b] = [first(item).L, second(item).L];
    if (a !== undefined && b !== undefined) return { L: [...a, ...b] };
    throw invalid('An operand in the update expression has an incorrect data type');
  };
}

function checkOverlap(changes: readonly Change[]): void {
  const seen = changes.map(({ path }) => `${path.join('.')}.`);
  const isOverlapping = seen.some((one, index) =>
    seen.some((other, at) => at !== index && other.startsWith(one)),
  );
  if (isOverlapping) {
    throw invalid(
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths',
    );
  }
}
