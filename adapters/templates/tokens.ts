import { isUnknown, type Json, type UnknownValue, unknown } from '../../resources/resource.ts';

const DYNAMIC = 'a dynamic reference {{resolve:…}} is read at deployment';
const TOKEN = /\$\{([^}]*)\}/g;

/** What stands between `${` and `}`. */
export function tokensIn(text: string): string[] {
  return text.includes('${') ? Array.from(text.matchAll(TOKEN), ([, token]) => token ?? '') : [];
}

/** Nothing in it is, or looks like, a reference. */
export const isPlain = (text: string): boolean =>
  !text.includes('{') || !(text.includes('${') || text.includes('{{resolve:'));

/** `Key.Arn` → `Key`; `AWS::Region` as it is. */
export const headOf = (token: string): string => token.split('.', 1)[0] ?? '';

/**
 * A text as its author wrote it. One that would pass for a reference, though nothing makes it one (a forgotten
 * Fn::Sub), is unknown; a policy variable such as `${aws:username}` is an ordinary text.
 */
export function literal(text: string, isReference: (token: string) => boolean): string | UnknownValue {
  if (text.includes('{{resolve:')) return unknown(DYNAMIC);
  const token = tokensIn(text).find(isReference);
  return token === undefined
    ? text
    : unknown(`the text \${${token}} looks like a reference, but nothing resolves it`);
}

/** Text put together from resolved parts, unknown as soon as one of them is. */
export function composed(parts: readonly (Json | undefined)[]): string | UnknownValue {
  const texts: string[] = [];
  for (const part of parts) {
    if (isUnknown(part)) return part;
    if (part === undefined || part === null || typeof part === 'object')
      return unknown('a text is put together from what is no text');
    texts.push(String(part));
  }
  const text = texts.join('');
  if (text.includes('{{resolve:')) return unknown(DYNAMIC);
  return hasOnly(text, texts.flatMap(tokensIn))
    ? text
    : unknown('parts of a text meet to look like a reference');
}

/** `$` and `{Key}` in two parts must not meet to form a reference. */
export function hasOnly(text: string, tokens: readonly string[]): boolean {
  return tokensIn(text).join('\n') === tokens.join('\n');
}

/** The first unknown inside, at any depth. */
export function unknownIn(value: Json | undefined): UnknownValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isUnknown(value)) return value;
  for (const member of Object.values(value)) {
    const found = unknownIn(member);
    if (found) return found;
  }
  return undefined;
}

/** True if a reference or pseudo parameter stands anywhere inside: the text is certain, its value is not. */
export function holdsToken(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => key.includes('${') || holdsToken(member));
}
