/** Tag by which a resource's owner keeps remediations away from it until a day. */
export const OPT_OUT_TAG = 'assay:remediation-opt-out';

export type OptOut =
  | { readonly state: 'none' }
  | { readonly state: 'past'; readonly until: string }
  | {
      readonly state: 'in-force';
      readonly owner: string;
      readonly reason: string;
      readonly until: string;
    }
  /** Holds all the same: whoever wrote it meant something. */
  | { readonly state: 'malformed'; readonly because: string };

const PARTS = ['owner', 'reason', 'until'] as const;

/**
 * Reads `owner=…;reason=…;until=YYYY-MM-DD`, in any order. Most services take no semicolon in a tag: a space, a comma or
 * a slash parts them as well. `today` is YYYY-MM-DD, UTC; the last day counts.
 */
export function optOutOf(tags: Readonly<Record<string, string>>, today: string): OptOut {
  const text = tags[OPT_OUT_TAG];
  if (text === undefined) return { state: 'none' };
  const parts = partsOf(text);
  const missing = PARTS.filter((part) => !parts[part]);
  if (missing.length > 0) return malformed(`it lacks ${missing.join(', ')}`);
  const { owner = '', reason = '', until = '' } = parts;
  if (!isDay(until)) return malformed(`until=${until} is no day; expected YYYY-MM-DD`);
  return until < today ? { state: 'past', until } : { state: 'in-force', owner, reason, until };
}

const malformed = (because: string): OptOut => ({ state: 'malformed', because });

function partsOf(text: string): Readonly<Partial<Record<(typeof PARTS)[number], string>>> {
  const found = [...text.matchAll(/(?:^|[\s;,/])(owner|reason|until)=/g)];
  return Object.fromEntries(
    found.map(({ 0: match, 1: name, index }, position) => {
      const value = text.slice(index + match.length, found[position + 1]?.index);
      return [name, value.replace(/[\s;,/]+$/, '').trim()];
    }),
  );
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
