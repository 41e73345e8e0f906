import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Path, valueAt } from './path.ts';
import { type Placeholders, tokensOf } from './tokens.ts';
import type { Item } from './values.ts';

/** The parts of an item that a ProjectionExpression asks for. */
export function projected(item: Item, expression: string | undefined, placeholders: Placeholders): Item {
  if (expression === undefined) return item;
  const tokens = tokensOf('ProjectionExpression', expression, placeholders);
  let picked: AttributeValue = { M: {} };
  do {
    const path = tokens.path();
    const value = valueAt(item, path);
    if (value !== undefined) picked = grafted(picked, path, value);
  } while (tokens.takes(','));
  if (tokens.peek() !== undefined) tokens.fail();
  return picked.M ?? {};
}

// Elements of lists come one after the other, wherever they stood.
function grafted(
  target: AttributeValue | undefined,
  [step, ...rest]: Path,
  value: AttributeValue,
): AttributeValue {
  if (step === undefined) return value;
  if (typeof step === 'number') return { L: [...(target?.L ?? []), grafted(undefined, rest, value)] };
  return { M: { ...target?.M, [step]: grafted(target?.M?.[step], rest, value) } };
}
