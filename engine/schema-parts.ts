import * as z from 'zod/mini';

// Apart from the schemas: in a function's bundle those wait until they are called, and export functions alone.

export const text = z.string().check(z.regex(/\S/, 'expected a text that is not blank'));

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day as YYYY-MM-DD'));
export const realDay = day.check(z.refine(isRealDay, 'expected a day that exists, as YYYY-MM-DD'));

/** Date.parse takes the 30th of February for the 2nd of March. */
function isRealDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
