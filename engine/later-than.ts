/** The given time, or a millisecond later than `before`: ISO 8601. */
export function laterThan(before: string | undefined, now: string): string {
  if (before === undefined || now > before) return now;
  return new Date(Date.parse(before) + 1).toISOString();
}
