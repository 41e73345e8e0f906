import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Path } from './path.ts';
import { reservedWords } from './reserved-words.ts';
import { type Item, invalid } from './values.ts';

/** The placeholders of one request, shared by its expressions. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
  readonly used: Set<string>;
}

interface Given {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Item | undefined;
}

export function placeholdersOf(input: Given): Placeholders {
  return {
    names: input.ExpressionAttributeNames ?? {},
    values: input.ExpressionAttributeValues ?? {},
    used: new Set(),
  };
}

/** Refuses placeholders that no expression speaks of; call it when all are read. */
export function checkAllUsed({ names, values, used }: Placeholders): void {
  const check = (member: string, given: object) => {
    const unused = Object.keys(given).filter((name) => !used.has(name));
    if (unused.length > 0) {
      throw invalid(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`);
    }
  };
  check('ExpressionAttributeNames', names);
  check('ExpressionAttributeValues', values);
}

const TOKEN = /\s*(?:([#:]?[A-Za-z0-9_]+)|(<>|<=|>=|[=<>()[\],.+-]))/y;

/** An expression, word by word. */
export interface Tokens {
  peek(): string | undefined;
  next(): string;
  /** Takes the next word if it is this one, in any case. */
  takes(word: string): boolean;
  expect(word: string): void;
  path(): Path;
  value(placeholder: string): AttributeValue;
  fail(): never;
}

export function tokensOf(kind: string, expression: string, placeholders: Placeholders): Tokens {
  const words = split(kind, expression);
  let at = 0;
  const fail = (): never => {
    throw invalid(
      `Invalid ${kind}: Syntax error; token: ${JSON.stringify(words[at] ?? '<EOF>')}, near: ${JSON.stringify(words.slice(Math.max(0, at - 1), at + 2).join(' '))}`,
    );
  };
  const tokens: Tokens = {
    peek: () => words[at],
    next() {
      const word = words[at] ?? fail();
      at += 1;
      return word;
    },
    takes(word) {
      if (words[at]?.toUpperCase() !== word) return false;
      at += 1;
      return true;
    },
    expect: (word) => void (tokens.takes(word) || fail()),
    path() {
      const steps: (string | number)[] = [name(tokens.next())];
      for (;;) {
        if (tokens.takes('.')) steps.push(name(tokens.next()));
        else if (tokens.takes('[')) {
          const position = Number(tokens.next());
          if (!Number.isInteger(position)) fail();
          tokens.expect(']');
          steps.push(position);
        } else return steps;
      }
    },
    value(placeholder) {
      const value = placeholders.values[placeholder];
      placeholders.used.add(placeholder);
      if (value !== undefined) return value;
      throw invalid(
        `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    },
    fail,
  };
  const name = (word: string): string => {
    if (word.startsWith('#')) {
      placeholders.used.add(word);
      const found = placeholders.names[word];
      if (found !== undefined) return found;
      throw invalid(
        `Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${word}`,
      );
    }
    if (!/^[A-Za-z]\w*$/.test(word)) fail();
    if (!reservedWords.has(word.toUpperCase())) return word;
    throw invalid(`Invalid ${kind}: Attribute name is a reserved keyword; reserved keyword: ${word}`);
  };
  return tokens;
}

function split(kind: string, expression: string): string[] {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(expression);
    const word = found?.[1] ?? found?.[2];
    if (word === undefined)
      throw invalid(
        `Invalid ${kind}: Syntax error; token: ${JSON.stringify(expression.slice(start, start + 1))}`,
      );
    words.push(word);
  }
  if (words.length === 0) throw invalid(`Invalid ${kind}: The expression can not be empty;`);
  return words;
}
