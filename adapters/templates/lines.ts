import { endOfString } from './scan-json.ts';

/** Logical id → its line, from 1, in a template that JSON.parse has accepted. */
export function linesOfResources(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let [line, depth, isInResources] = [1, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') line += 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === '"') {
      const end = endOfString(text, at);
      const key = depth <= 2 ? keyAt(text, at, end) : undefined;
      if (key !== undefined && depth === 1) isInResources = key === 'Resources';
      else if (key !== undefined && isInResources) lines.set(key, line);
      at = end;
    }
  }
  return lines;
}

const COLON = /\s*:/y;

/** A text is a key if a colon follows. */
function keyAt(text: string, start: number, end: number): string | undefined {
  COLON.lastIndex = end + 1;
  return COLON.test(text) ? String(JSON.parse(text.slice(start, end + 1))) : undefined;
}
