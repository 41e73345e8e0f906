/** Deeper than any template or plan; what follows may then recurse without fear for the stack. */
export const MAX_NESTING = 200;

export interface JsonFault {
  readonly offset: number;
  readonly expectation: string;
}

interface Frame {
  /** Keys so far; null in a list. */
  readonly keys: Set<string> | null;
}

interface Scan {
  readonly text: string;
  readonly frames: Frame[];
  offset: number;
}

const SCALAR = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * The first fault of a JSON text, or undefined. JSON.parse says where an error is only sometimes, and never
 * minds a key that stands twice: the second would silently win over what a reviewer read.
 */
export function faultIn(text: string): JsonFault | undefined {
  const scan: Scan = { text, frames: [], offset: 0 };
  let expectsValue = true;
  for (;;) {
    skipSpace(scan);
    const fault: Next | JsonFault = expectsValue ? value(scan) : continuation(scan);
    if (typeof fault === 'object') return fault;
    expectsValue = fault === 'value';
    if (fault === 'end') return undefined;
  }
}

type Next = 'value' | 'after' | 'end';

function value(scan: Scan): Next | JsonFault {
  const character = scan.text[scan.offset];
  if (character === '{' || character === '[') return open(scan, character);
  if (character === '"') return skipString(scan) ? 'after' : unterminated(scan);
  if (skip(scan, SCALAR)) return 'after';
  return expected(scan, 'a JSON value');
}

function open(scan: Scan, bracket: '{' | '['): Next | JsonFault {
  if (scan.frames.length >= MAX_NESTING) return tooDeep(scan.offset);
  scan.frames.push({ keys: bracket === '{' ? new Set() : null });
  scan.offset += 1;
  skipSpace(scan);
  if (scan.text[scan.offset] === (bracket === '{' ? '}' : ']')) return close(scan);
  return bracket === '{' ? key(scan) : 'value';
}

function close(scan: Scan): Next {
  scan.frames.pop();
  scan.offset += 1;
  return 'after';
}

function key(scan: Scan): Next | JsonFault {
  const start = scan.offset;
  if (scan.text[start] !== '"') return expected(scan, 'a key in double quotes');
  if (!skipString(scan)) return unterminated(scan);
  const name = scan.text.slice(start + 1, scan.offset - 1);
  const keys = scan.frames.at(-1)?.keys;
  // An escaped spelling is the same key; escapes in keys are too rare to be worth decoding every one.
  const plain = name.includes('\\') ? String(JSON.parse(`"${name}"`)) : name;
  if (keys?.has(plain))
    return { offset: start, expectation: `expected each key once, found "${plain}" again` };
  keys?.add(plain);
  skipSpace(scan);
  if (scan.text[scan.offset] !== ':') return expected(scan, '":"');
  scan.offset += 1;
  return 'value';
}

function continuation(scan: Scan): Next | JsonFault {
  const frame = scan.frames.at(-1);
  const character = scan.text[scan.offset];
  if (!frame) return character === undefined ? 'end' : expected(scan, 'the end of the file');
  const end = frame.keys ? '}' : ']';
  if (character === end) return close(scan);
  if (character !== ',') return expected(scan, `"," or "${end}"`);
  scan.offset += 1;
  skipSpace(scan);
  return frame.keys ? key(scan) : 'value';
}

function skip(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.offset;
  if (!pattern.test(scan.text)) return false;
  scan.offset = pattern.lastIndex;
  return true;
}

/** No regular expression: one over a string of many megabytes overflows its own stack. */
function skipString(scan: Scan): boolean {
  const end = endOfString(scan.text, scan.offset);
  if (end >= scan.text.length) return false;
  try {
    JSON.parse(scan.text.slice(scan.offset, end + 1));
  } catch {
    return false;
  }
  scan.offset = end + 1;
  return true;
}

const skipSpace = (scan: Scan): boolean => skip(scan, SPACE);

function expected(scan: Scan, what: string): JsonFault {
  const character = scan.text[scan.offset];
  const found =
    character === undefined ? 'the end of the file (is it truncated?)' : JSON.stringify(character);
  return { offset: scan.offset, expectation: `expected ${what}, found ${found}` };
}

const unterminated = (scan: Scan): JsonFault => ({
  offset: scan.offset,
  expectation: 'expected a JSON string, closed and well escaped (is the file truncated?)',
});

const tooDeep = (offset: number): JsonFault => ({
  offset,
  expectation: `expected at most ${MAX_NESTING} levels of nesting`,
});

/**
 * Whether a text that JSON.parse has accepted nests too deep or has a key twice. Of twin keys the tree keeps one, so
 * it holds fewer keys than the text; counting both is ten times as fast as looking for the fault, which is done only
 * where the counts differ or cannot be trusted.
 */
export function isFaulty(text: string, value: unknown): boolean {
  const walk: TreeWalk = { keys: 0, isTooDeep: false };
  countKeys(value, 0, walk);
  if (walk.isTooDeep) return true;
  return (walk.keys !== keysIn(text) || SPACED_COLON.test(text)) && faultIn(text) !== undefined;
}

/** A colon apart from its key is rare, and would be missed. */
const SPACED_COLON = /"[ \t\n\r]+:/;

/**
 * Too many if a string has an escaped quote before a colon, never too few but for the above. One call for all matches:
 * thousands of calls of indexOf take three times as long.
 */
const keysIn = (text: string): number => text.match(/":/g)?.length ?? 0;

interface TreeWalk {
  keys: number;
  isTooDeep: boolean;
}

function countKeys(value: unknown, depth: number, walk: TreeWalk): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_NESTING) {
    walk.isTooDeep = true;
  } else if (Array.isArray(value)) {
    for (const element of value) countKeys(element, depth + 1, walk);
  } else {
    const members = value as Readonly<Record<string, unknown>>;
    for (const key in members) {
      walk.keys += 1;
      const child = members[key];
      if (typeof child === 'object') countKeys(child, depth + 1, walk);
    }
  }
}

/** The offset of the closing quote, or the length of the text. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
